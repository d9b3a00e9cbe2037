// SPDX-License-Identifier: Apache-2.0
package org.sallyport.spec.table;

import java.util.ArrayList;
import java.util.List;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tlc2.tool.impl.FastTool;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;

/** Reads {@code PayloadDocs}, {@code AtMostOnce}, {@code ExchangeNames} and {@code Shapes}. */
final class ShapeReader {
  private final String module;
  private final FastTool tool;

  ShapeReader(String module, FastTool tool) {
    this.module = module;
    this.tool = tool;
  }

  ShapeModule read() {
    List<ShapeModule.Payload> payloads = new ArrayList<>();
    for (Value payload : tuple("PayloadDocs")) {
      Value[] parts = TableEvaluator.tuple(payload);
      payloads.add(
          new ShapeModule.Payload(
              TableEvaluator.text(parts[0]),
              ((IntValue) parts[1]).val,
              TableEvaluator.text(parts[2])));
    }
    return new ShapeModule(
        List.copyOf(payloads), texts(tuple("AtMostOnce")), texts(tuple("ExchangeNames")), shapes());
  }

  private List<ShapeModule.Shape> shapes() {
    Value[] values = tuple("Shapes");
    ExprNode list = tool.getSpecProcessor().getRootModule().getOpDef("Shapes").getBody();
    List<ExprOrOpArgNode> nodes = SourceLines.elements(list);
    List<ShapeModule.Shape> shapes = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      RecordValue shape = (RecordValue) values[i].toRcd();
      shapes.add(
          new ShapeModule.Shape(
              text(shape, "name"),
              text(shape, "exchange"),
              text(shape, "message"),
              text(shape, "place"),
              texts(TableEvaluator.tuple(field(shape, "required"))),
              texts(TableEvaluator.tuple(field(shape, "oneOf"))),
              texts(TableEvaluator.tuple(field(shape, "forbidden"))),
              text(shape, "rfc"),
              SourceLines.place(nodes.size() == values.length ? nodes.get(i) : list)));
    }
    return List.copyOf(shapes);
  }

  private Value[] tuple(String operator) {
    return TableEvaluator.tuple(TableEvaluator.value(module, tool, operator));
  }

  private Value field(RecordValue record, String name) {
    return TableEvaluator.field(module, record, name);
  }

  private String text(RecordValue record, String name) {
    return TableEvaluator.text(field(record, name));
  }

  private static List<String> texts(Value[] values) {
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      texts.add(TableEvaluator.text(value));
    }
    return List.copyOf(texts);
  }
}
