// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.build;

import org.teavm.model.FieldReference;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodReference;
import org.teavm.model.ValueType;

/** Classes and members as a Java programmer writes them. */
final class Names {
  private Names() {}

  /** A method and, when it is known, a line. */
  static String of(MethodReference method, int line) {
    return of(method) + (line > 0 ? " line " + line : "");
  }

  /** A method with its parameter types. */
  static String of(MethodReference method) {
    StringBuilder text = new StringBuilder(method.getClassName()).append('.');
    MethodDescriptor descriptor = method.getDescriptor();
    text.append(descriptor.getName()).append('(');
    for (int i = 0; i < descriptor.parameterCount(); i++) {
      text.append(i > 0 ? ", " : "").append(of(descriptor.parameterType(i)));
    }
    return text.append(')').toString();
  }

  static String of(FieldReference field) {
    return field.getClassName() + '.' + field.getFieldName();
  }

  private static String of(ValueType type) {
    String name = type.toString();
    if (type instanceof ValueType.Array array) {
      return of(array.getItemType()) + "[]";
    }
    if (type instanceof ValueType.Object object) {
      name = object.getClassName();
    } else if (type instanceof ValueType.Primitive primitive) {
      name = primitive.getKind().name().toLowerCase(java.util.Locale.ROOT);
    }
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Whatever TeaVM names in a problem. */
  static String ofObject(Object subject) {
    return switch (subject) {
      case MethodReference method -> of(method);
      case FieldReference field -> of(field);
      default -> subject.toString();
    };
  }
}
