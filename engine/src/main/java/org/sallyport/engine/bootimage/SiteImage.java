// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine.bootimage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.sallyport.engine.config.BareConfig;
import org.sallyport.engine.config.EngineConfig;
import org.sallyport.engine.config.NetworkConfig;
import org.sallyport.engine.config.NicBinding;
import org.sallyport.engine.config.NicSelector;
import org.sallyport.engine.config.WebConfig;
import org.sallyport.engine.config.WebPage;
import org.sallyport.engine.wire.OctetString;
import org.sallyport.engine.wire.Octets;

/**
 * Everything that a machine without an operating system is told at start: made on the host from a
 * configuration file that people write, read by the kernel as its boot module. It holds pre-shared
 * keys in the clear.
 *
 * <p>Its octets: 7 of magic, 1 of version, 32 bits of length of the whole, 32 bits of CRC-32 (RFC
 * 1952 §8) of what follows, then the fields in the order of the records. {@link #decode} takes any
 * octets and never throws.
 *
 * @param engine the engine's configuration
 * @param outerNic the interface of {@link EngineConfig#network}
 * @param inner the interface of the inner side, whose network the engine is told of in {@link
 *     EngineConfig#forwarding} when it is bound; null when no network is behind the engine
 * @param bare what only the bare machine is told
 * @param web the web server
 */
public record SiteImage(
    EngineConfig engine, NicBinding outerNic, @Nullable Inner inner, BareConfig bare, WebConfig web)
    implements DecodedSite {
  /** The most pages. */
  public static final int MOST_PAGES = 512;

  /** The most octets of one page. */
  public static final int LARGEST_PAGE = 4 << 20;

  /** The most octets of an image. */
  public static final int LARGEST_IMAGE = 32 << 20;

  /** Changes whenever the fields do. */
  static final int VERSION = 2;

  private static final OctetString MAGIC = OctetString.ofAscii("SALLY/S");
  private static final int LENGTH_OFFSET = 8;
  private static final int CHECK_OFFSET = 12;
  private static final int HEADER_LENGTH = 16;

  /**
   * The inner side when it is a network.
   *
   * @param nic the interface
   * @param network our addresses there
   */
  public record Inner(NicBinding nic, NetworkConfig network) {}

  /** The image's octets. They hold keys: the caller zeroes or guards them. */
  public byte[] encode() {
    OctetWriter out = new OctetWriter();
    out.raw(new byte[HEADER_LENGTH]);
    ConfigCodec.write(engine, out);
    writeBinding(outerNic, out);
    Inner side = inner;
    out.flag(side != null);
    if (side != null) {
      writeBinding(side.nic(), out);
      ConfigCodec.writeNetwork(side.network(), out);
    }
    out.u8(bare.onFault().ordinal());
    out.u8(bare.console().ordinal());
    out.u8(bare.log().ordinal());
    out.flag(bare.tracesTransitions());
    writeWeb(web, out);
    byte[] image = out.toArray();
    out.clear();
    MAGIC.copyInto(image, 0);
    Octets.put8(image, MAGIC.length(), VERSION);
    Octets.put32(image, LENGTH_OFFSET, image.length);
    Octets.put32(
        image,
        CHECK_OFFSET,
        CyclicRedundancyCheck.of(image, HEADER_LENGTH, image.length - HEADER_LENGTH));
    return image;
  }

  /** The site that a region holds, which it fills exactly, or why it holds none. */
  public static DecodedSite decode(byte[] bytes, int offset, int length) {
    SiteRefusal refusal = checkHeader(bytes, offset, length);
    if (refusal != null) {
      return refusal;
    }
    OctetReader in = new OctetReader(bytes, offset, length);
    in.raw(HEADER_LENGTH);
    EngineConfig engine = ConfigCodec.read(in);
    NicBinding outerNic = readBinding(in);
    Inner inner = in.flag() ? readInner(in) : null;
    BareConfig bare =
        new BareConfig(
            in.constant(BareConfig.OnFault.values(), "what follows a fault"),
            in.constant(BareConfig.Console.values(), "the console"),
            in.constant(BareConfig.LogLevel.values(), "the log level"),
            in.flag());
    WebConfig web = readWeb(in);
    in.require(in.refused() || in.remaining() == 0, "octets are left over");
    refusal = in.refusal();
    if (refusal != null) {
      return refusal;
    }
    if (engine == null || outerNic == null) {
      return new SiteRefusal(HEADER_LENGTH, "there is no configuration");
    }
    return new SiteImage(engine, outerNic, inner, bare, web);
  }

  private static @Nullable SiteRefusal checkHeader(byte[] bytes, int offset, int length) {
    if (length < HEADER_LENGTH
        || !Octets.equal(MAGIC.toArray(), 0, bytes, offset, MAGIC.length())) {
      return new SiteRefusal(0, "this is not a site image");
    }
    int version = Octets.u8(bytes, offset + MAGIC.length());
    if (version != VERSION) {
      return new SiteRefusal(
          MAGIC.length(),
          "the image has version "
              + version
              + " and this kernel reads version "
              + VERSION
              + ": make it again with the sallyport that made the kernel");
    }
    if (Octets.u32(bytes, offset + LENGTH_OFFSET) != length || length > LARGEST_IMAGE) {
      return new SiteRefusal(LENGTH_OFFSET, "the image is cut short or too long");
    }
    int check = CyclicRedundancyCheck.of(bytes, offset + HEADER_LENGTH, length - HEADER_LENGTH);
    if (Octets.i32(bytes, offset + CHECK_OFFSET) != check) {
      return new SiteRefusal(CHECK_OFFSET, "the image is damaged: its check value differs");
    }
    return null;
  }

  private static void writeBinding(NicBinding binding, OctetWriter out) {
    switch (binding.nic()) {
      case NicSelector.ByIndex it -> {
        out.u8(0);
        out.u8(it.index());
      }
      case NicSelector.ByPciAddress it -> {
        out.u8(1);
        out.u8(it.bus());
        out.u8(it.device());
        out.u8(it.function());
      }
      case NicSelector.ByHardwareAddress it -> {
        out.u8(2);
        out.shortOctets(it.hardwareAddress());
      }
    }
    out.flag(binding.usesOwnAddress());
  }

  private static @Nullable NicBinding readBinding(OctetReader in) {
    NicSelector selector =
        switch (in.u8()) {
          case 0 -> new NicSelector.ByIndex(in.u8());
          case 1 -> readPciAddress(in);
          case 2 -> readHardwareAddress(in);
          default -> null;
        };
    boolean usesOwnAddress = in.flag();
    if (selector == null) {
      in.refuse("how the interface is named is not known");
      return null;
    }
    return new NicBinding(selector, usesOwnAddress);
  }

  private static NicSelector readPciAddress(OctetReader in) {
    NicSelector.ByPciAddress address = new NicSelector.ByPciAddress(in.u8(), in.u8(), in.u8());
    in.require(
        address.device() < 32 && address.function() < 8, "there is no such PCI device or function");
    return address;
  }

  private static NicSelector readHardwareAddress(OctetReader in) {
    OctetString address = in.octets();
    in.require(address.length() == 6, "a hardware address has 6 octets");
    return new NicSelector.ByHardwareAddress(address);
  }

  private static @Nullable Inner readInner(OctetReader in) {
    NicBinding nic = readBinding(in);
    NetworkConfig network = ConfigCodec.readNetwork(in);
    return nic == null || network == null ? null : new Inner(nic, network);
  }

  private static void writeWeb(WebConfig web, OctetWriter out) {
    out.u16(web.port());
    out.flag(web.hasStatusPage());
    out.u16(web.pages().size());
    for (WebPage page : web.pages()) {
      out.text(page.path());
      out.text(page.contentType());
      out.longOctets(page.body());
    }
  }

  private static WebConfig readWeb(OctetReader in) {
    int port = in.u16();
    boolean hasStatusPage = in.flag();
    int count = in.u16();
    in.require(count <= MOST_PAGES, "there are more than " + MOST_PAGES + " pages");
    List<WebPage> pages = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (int index = 0; index < count && !in.refused(); index++) {
      String path = in.text();
      String contentType = in.text();
      byte[] body = in.longOctets(LARGEST_PAGE, "the length of a page");
      in.require(WebPage.isPath(path), "a page's path is not visible ASCII from '/'");
      in.require(paths.add(path), "two pages have one path");
      in.require(WebPage.isContentType(contentType), "a page's content type is not visible ASCII");
      pages.add(new WebPage(path, contentType, body));
    }
    return in.refused() ? WebConfig.NONE : new WebConfig(port, hasStatusPage, pages);
  }
}
