// SPDX-License-Identifier: Apache-2.0
package org.sallyport.conformance.suite.ike;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sallyport.engine.wire.ike.PayloadTree;
import org.sallyport.engine.wire.ike.Refusal;

/**
 * What became of one message, as JSON:
 *
 * <pre>
 *   { "file": ..., "lengthBytes": ..., "result": "accepted" or "refused",
 *     "message": the tree, as far as it could be parsed,
 *     "refusal": { "reason", "offset", "payloadType", "text" } when refused }
 * </pre>
 *
 * <p>A node of the tree is an object with {@code name}, its fields, and {@code children} where
 * there are some.
 *
 * @param file what the message was read from
 * @param lengthBytes how long it is
 * @param message its tree; null when the outside was not parsed
 * @param refusal why the engine refuses it; null when it does not
 */
public record IkeMessageReport(String file, int lengthBytes, PayloadTree message, Refusal refusal) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether the engine takes the message. */
  public boolean accepted() {
    return refusal == null;
  }

  /** The whole object, indented, line ended. */
  public String toJson() {
    ObjectNode object = JSON.createObjectNode();
    object.put("file", file);
    object.put("lengthBytes", lengthBytes);
    object.put("result", accepted() ? "accepted" : "refused");
    if (message != null) {
      object.set("message", node(message));
    }
    if (refusal != null) {
      ObjectNode reason = node(PayloadTree.of(refusal));
      reason.remove("name");
      object.set("refusal", reason);
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ObjectNode node(PayloadTree tree) {
    ObjectNode object = JSON.createObjectNode();
    object.put("name", tree.name());
    for (PayloadTree.Field field : tree.fields()) {
      if (field.isNumber()) {
        object.put(field.name(), Long.parseLong(field.value()));
      } else {
        object.put(field.name(), field.value());
      }
    }
    List<PayloadTree> children = tree.children();
    if (!children.isEmpty()) {
      ArrayNode array = object.putArray("children");
      children.forEach(child -> array.add(node(child)));
    }
    return object;
  }
}
