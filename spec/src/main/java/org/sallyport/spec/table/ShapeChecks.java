// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sallyport.spec.table.ShapeModule.Payload;
import org.sallyport.spec.table.ShapeModule.Shape;

/** What must hold of shapes before Java is written from them: none contradicts the wire format. */
public final class ShapeChecks {
  /** Payloads that hold other payloads; what is protected stands inside one of them. */
  private static final Set<String> CONTAINERS = Set.of("SK", "SKF");

  private ShapeChecks() {}

  /** Lists everything that is wrong, each with file and line. */
  public static List<String> problems(ShapeModule module) {
    List<String> problems = new ArrayList<>();
    Set<String> known = new HashSet<>();
    Set<Integer> numbers = new HashSet<>();
    for (Payload payload : module.payloads()) {
      if (!known.add(payload.notation()) || !numbers.add(payload.number())) {
        problems.add(
            ShapeModule.NAME + ".tla: payload " + payload.notation() + " is declared twice");
      }
      if (payload.number() < 33 || payload.number() > 127) {
        problems.add(
            ShapeModule.NAME
                + ".tla: payload "
                + payload.notation()
                + " has the number "
                + payload.number()
                + ", IKEv2 has 33 to 127 (RFC 7296 section 3.2)");
      }
    }
    for (String once : module.atMostOnce()) {
      if (!known.contains(once)) {
        problems.add(ShapeModule.NAME + ".tla: AtMostOnce names " + once + ", no such payload");
      }
    }
    Set<String> names = new HashSet<>();
    for (Shape shape : module.shapes()) {
      if (!names.add(shape.name())) {
        problems.add(shape.line() + ": shape " + shape.name() + " is declared twice");
      }
      check(module, shape, known, problems);
    }
    return problems;
  }

  private static void check(
      ShapeModule module, Shape shape, Set<String> known, List<String> problems) {
    String what = shape.line() + ": shape " + shape.name();
    if (!shape.exchange().equals("any") && !module.exchanges().contains(shape.exchange())) {
      problems.add(what + " is of the exchange " + shape.exchange() + ", which there is not");
    }
    if (!Set.of("request", "response").contains(shape.message())) {
      problems.add(what + " is neither request nor response: " + shape.message());
    }
    if (!Set.of("clear", "protected").contains(shape.place())) {
      problems.add(what + " stands neither in clear nor protected: " + shape.place());
    }
    List<String> all = new ArrayList<>(shape.required());
    all.addAll(shape.oneOf());
    all.addAll(shape.forbidden());
    for (String payload : all) {
      if (!known.contains(payload)) {
        problems.add(what + " names the payload " + payload + ", which the wire format lacks");
      }
    }
    for (String payload : shape.required()) {
      if (shape.forbidden().contains(payload)) {
        problems.add(what + " both requires and forbids " + payload);
      }
      if (CONTAINERS.contains(payload) && shape.place().equals("protected")) {
        problems.add(what + " requires " + payload + " inside SK (RFC 7296 section 3.14)");
      }
    }
    if (!shape.oneOf().isEmpty() && shape.forbidden().containsAll(shape.oneOf())) {
      problems.add(what + " forbids every payload of which one must be there");
    }
    if (all.size() != new HashSet<>(all).size()) {
      problems.add(what + " names a payload twice");
    }
  }
}
