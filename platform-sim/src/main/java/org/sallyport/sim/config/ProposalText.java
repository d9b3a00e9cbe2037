// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.engine.config.EspProposal;
import org.sallyport.engine.config.IkeProposal;
import org.sallyport.engine.crypto.CipherSuite;
import org.sallyport.engine.crypto.EncryptionAlgorithm;
import org.sallyport.engine.crypto.IntegrityAlgorithm;
import org.sallyport.engine.crypto.KeyExchangeMethod;
import org.sallyport.engine.crypto.PrfAlgorithm;

/**
 * One proposal in strongSwan's notation, {@code aes128gcm16-prfsha256-x25519}: algorithms joined by
 * hyphens, several of a kind meaning any of them, first preferred. An IKE proposal needs
 * encryption, key exchange and, with an AEAD, a PRF; without one the PRF is that of the integrity
 * algorithm.
 *
 * @param text as it was written
 * @param extendedNumbers ESN transforms in order: true is ESN (RFC 4303 §2.2.1); empty when the
 *     text does not say
 */
public record ProposalText(
    String text,
    List<Cipher> ciphers,
    List<IntegrityAlgorithm> integrity,
    List<PrfAlgorithm> prfs,
    List<KeyExchangeMethod> keyExchanges,
    List<Boolean> extendedNumbers) {

  private static final Map<String, Object> NAMES = names();
  private static final String EXAMPLE_IKE = "aes128gcm16-prfsha256-x25519";
  private static final String EXAMPLE_ESP = "aes128gcm16";

  /** Copies the lists. */
  public ProposalText {
    ciphers = List.copyOf(ciphers);
    integrity = List.copyOf(integrity);
    prfs = List.copyOf(prfs);
    keyExchanges = List.copyOf(keyExchanges);
    extendedNumbers = List.copyOf(extendedNumbers);
  }

  /**
   * Reads an IKE proposal.
   *
   * @throws TextException when it is none, with what to write instead
   */
  public static ProposalText ike(String text) throws TextException {
    ProposalText proposal = parse(text, EXAMPLE_IKE);
    if (!proposal.extendedNumbers.isEmpty()) {
      throw new TextException(
          "extended sequence numbers are a matter of ESP, not of IKE",
          "move \"esn\" or \"noesn\" to esp_proposals of the child");
    }
    if (proposal.keyExchanges.isEmpty()) {
      throw new TextException(
          "\"" + text + "\" has no key exchange method",
          "add one, for example \"" + text + "-x25519\"");
    }
    if (proposal.prfs.isEmpty()) {
      if (proposal.isAead()) {
        throw new TextException(
            "\"" + text + "\" has no PRF, which an AEAD does not imply (RFC 5282 section 8)",
            "add one, for example \"" + EXAMPLE_IKE + "\"");
      }
      return proposal.withPrfs(proposal.integrity.stream().map(ProposalText::impliedPrf).toList());
    }
    return proposal;
  }

  /**
   * Reads an ESP proposal.
   *
   * @throws TextException when it is none, with what to write instead
   */
  public static ProposalText esp(String text) throws TextException {
    ProposalText proposal = parse(text, EXAMPLE_ESP);
    if (!proposal.prfs.isEmpty()) {
      throw new TextException(
          "a PRF is a matter of IKE, not of ESP",
          "leave \"" + proposal.prfs.getFirst().strongSwanName() + "\" out");
    }
    if (!proposal.keyExchanges.isEmpty()) {
      String method = proposal.keyExchanges.getFirst().strongSwanName();
      throw new TextException(
          "a key exchange of the Child SA's own (\"" + method + "\") is not supported yet",
          "leave \"" + method + "\" out, here and at the peer");
    }
    return proposal;
  }

  /** Every single combination that the text stands for, in order of preference. */
  public List<IkeProposal> ikeProposals() {
    List<IkeProposal> combinations = new ArrayList<>();
    for (CipherSuite suite : suites()) {
      for (PrfAlgorithm prf : prfs) {
        for (KeyExchangeMethod method : keyExchanges) {
          combinations.add(new IkeProposal(suite, prf, method));
        }
      }
    }
    return combinations;
  }

  /**
   * Every single combination that the text stands for, in order of preference.
   *
   * @param standard ESN transforms for a text that names none
   */
  public List<EspProposal> espProposals(List<Boolean> standard) {
    List<Boolean> extended = extendedNumbers.isEmpty() ? standard : extendedNumbers;
    List<EspProposal> combinations = new ArrayList<>();
    for (CipherSuite suite : suites()) {
      for (boolean isExtended : extended) {
        combinations.add(new EspProposal(suite, isExtended));
      }
    }
    return combinations;
  }

  private List<CipherSuite> suites() {
    List<IntegrityAlgorithm> macs = isAead() ? List.of(IntegrityAlgorithm.NONE) : integrity;
    List<CipherSuite> suites = new ArrayList<>();
    for (Cipher cipher : ciphers) {
      for (IntegrityAlgorithm mac : macs) {
        suites.add(new CipherSuite(cipher.algorithm(), cipher.keyBits(), mac));
      }
    }
    return suites;
  }

  /** Whether it uses algorithms that authenticate by themselves. */
  public boolean isAead() {
    return ciphers.stream().anyMatch(cipher -> cipher.algorithm().isAead());
  }

  /** Names of what is kept only for old peers; empty when nothing is. */
  public List<String> legacyNames() {
    List<String> names = new ArrayList<>();
    integrity.stream()
        .filter(IntegrityAlgorithm::isLegacy)
        .forEach(algorithm -> names.add(algorithm.strongSwanName()));
    prfs.stream()
        .filter(PrfAlgorithm::isLegacy)
        .forEach(algorithm -> names.add(algorithm.strongSwanName()));
    keyExchanges.stream()
        .filter(KeyExchangeMethod::isLegacy)
        .forEach(method -> names.add(method.strongSwanName()));
    return names;
  }

  private ProposalText withPrfs(List<PrfAlgorithm> implied) {
    return new ProposalText(text, ciphers, integrity, implied, keyExchanges, extendedNumbers);
  }

  private static ProposalText parse(String text, String example) throws TextException {
    List<Cipher> ciphers = new ArrayList<>();
    List<IntegrityAlgorithm> integrity = new ArrayList<>();
    List<PrfAlgorithm> prfs = new ArrayList<>();
    List<KeyExchangeMethod> keyExchanges = new ArrayList<>();
    List<Boolean> extendedNumbers = new ArrayList<>();
    for (String name : text.split("-", -1)) {
      Object algorithm = NAMES.get(name);
      boolean isNew =
          switch (algorithm) {
            case null ->
                throw new TextException(
                    name.isEmpty()
                        ? "\"" + text + "\" has an empty place"
                        : "algorithm \"" + name + "\" is not known",
                    name.isEmpty()
                        ? "write algorithms joined by one hyphen each, as in \"" + example + "\""
                        : NearestName.remedy(name, NAMES.keySet()));
            case Cipher cipher -> addNew(ciphers, cipher);
            case IntegrityAlgorithm mac -> addNew(integrity, mac);
            case PrfAlgorithm prf -> addNew(prfs, prf);
            case KeyExchangeMethod method -> addNew(keyExchanges, method);
            case Boolean isExtended -> addNew(extendedNumbers, isExtended);
            default -> throw new IllegalStateException("no kind of algorithm: " + algorithm);
          };
      if (!isNew) {
        throw new TextException(
            "\"" + name + "\" is there twice in \"" + text + "\"", "leave one out");
      }
    }
    ProposalText proposal =
        new ProposalText(text, ciphers, integrity, prfs, keyExchanges, extendedNumbers);
    proposal.requireConsistent(example);
    return proposal;
  }

  private void requireConsistent(String example) throws TextException {
    if (ciphers.isEmpty()) {
      throw new TextException(
          "\"" + text + "\" has no encryption algorithm", "add one, as in \"" + example + "\"");
    }
    if (isAead() && ciphers.stream().anyMatch(cipher -> !cipher.algorithm().isAead())) {
      throw new TextException(
          "\"" + text + "\" mixes AEAD and other encryption (RFC 7296 section 3.3)",
          "make two proposals of it");
    }
    if (isAead() && !integrity.isEmpty()) {
      throw new TextException(
          ciphers.getFirst() + " authenticates by itself and takes no integrity algorithm",
          "leave \""
              + integrity.getFirst().strongSwanName()
              + "\" out; a PRF is written prfsha256");
    }
    if (!isAead() && integrity.isEmpty()) {
      throw new TextException(
          ciphers.getFirst() + " needs an integrity algorithm",
          "add one, for example \"" + ciphers.getFirst() + "-sha256\"");
    }
  }

  private static <T> boolean addNew(List<T> list, T value) {
    return !list.contains(value) && list.add(value);
  }

  private static PrfAlgorithm impliedPrf(IntegrityAlgorithm mac) {
    return switch (mac) {
      case HMAC_SHA1_96 -> PrfAlgorithm.HMAC_SHA1;
      case HMAC_SHA2_256_128 -> PrfAlgorithm.HMAC_SHA2_256;
      case HMAC_SHA2_384_192 -> PrfAlgorithm.HMAC_SHA2_384;
      case HMAC_SHA2_512_256 -> PrfAlgorithm.HMAC_SHA2_512;
      case NONE -> throw new IllegalStateException("NONE has no name and is never parsed");
    };
  }

  private static Map<String, Object> names() {
    Map<String, Object> names = new TreeMap<>();
    for (EncryptionAlgorithm algorithm : EncryptionAlgorithm.values()) {
      for (int bits = 0; bits <= 256; bits += 64) {
        if (algorithm.admitsKeyBits(bits)) {
          names.put(algorithm.strongSwanName(bits), new Cipher(algorithm, bits));
        }
      }
    }
    for (IntegrityAlgorithm algorithm : IntegrityAlgorithm.values()) {
      if (algorithm != IntegrityAlgorithm.NONE) {
        names.put(algorithm.strongSwanName(), algorithm);
      }
    }
    for (PrfAlgorithm algorithm : PrfAlgorithm.values()) {
      names.put(algorithm.strongSwanName(), algorithm);
    }
    for (KeyExchangeMethod method : KeyExchangeMethod.values()) {
      names.put(method.strongSwanName(), method);
    }
    names.put("esn", true);
    names.put("noesn", false);
    addAliases(names);
    return names;
  }

  /** Other names that strongSwan takes for the same. */
  private static void addAliases(Map<String, Object> names) {
    Map<String, String> aliases =
        Map.of(
            "aes", "aes128",
            "sha", "sha1",
            "sha2_256", "sha256",
            "sha2_384", "sha384",
            "sha2_512", "sha512",
            "curve25519", "x25519",
            "curve448", "x448",
            "aes128gcm128", "aes128gcm16",
            "aes192gcm128", "aes192gcm16",
            "aes256gcm128", "aes256gcm16");
    aliases.forEach((alias, name) -> names.put(alias, names.get(name)));
  }
}
