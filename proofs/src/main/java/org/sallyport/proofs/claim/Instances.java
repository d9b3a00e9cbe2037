// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.ArrayExpr;
import com.microsoft.z3.BitVecSort;
import com.microsoft.z3.Context;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;

/** Makes a value of a real object: its fields as its constructor left them. */
final class Instances {
  private Instances() {}

  static Value.Instance of(Object object, Words words) {
    Map<String, Value> fields = new HashMap<>();
    for (Field field : object.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        fields.put(field.getName(), value(field, object, words));
      }
    }
    return new Value.Instance(object.getClass().getName().replace('.', '/'), fields);
  }

  private static Value value(Field field, Object object, Words words) {
    return switch (read(field, object)) {
      case Integer number -> words.ofInt(number);
      case Long number -> words.ofLong(number);
      case Boolean truth -> words.ofInt(truth ? 1 : 0);
      case long[] array -> new Value.LongArray(constants(array, words), array.length);
      case null -> new Value.Concrete(null);
      case Object other -> new Value.Concrete(other);
    };
  }

  static Object read(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static Object read(Object object, String field) {
    try {
      return read(object.getClass().getDeclaredField(field), object);
    } catch (NoSuchFieldException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static ArrayExpr<BitVecSort, BitVecSort> constants(long[] array, Words words) {
    Context z3 = words.z3();
    ArrayExpr<BitVecSort, BitVecSort> result =
        z3.mkConstArray(z3.mkBitVecSort(32), words.ofLong(0).bits());
    for (int index = 0; index < array.length; index++) {
      if (array[index] != 0) {
        result = z3.mkStore(result, words.ofInt(index).bits(), words.ofLong(array[index]).bits());
      }
    }
    return result;
  }
}
