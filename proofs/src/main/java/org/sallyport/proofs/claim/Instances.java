// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.claim;

import com.microsoft.z3.ArrayExpr;
import com.microsoft.z3.BitVecExpr;
import com.microsoft.z3.BitVecSort;
import com.microsoft.z3.Context;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.proofs.bytecode.Value;
import org.sallyport.proofs.bytecode.Words;

/**
 * Makes values of real objects: their fields as their constructors left them, and in turn the
 * engine's objects in those. Enum constants, records and what has no class file of its own stay
 * real.
 */
final class Instances {
  private final Words words;
  private final IdentityHashMap<Object, Value> made = new IdentityHashMap<>();

  private Instances(Words words) {
    this.words = words;
  }

  static Value.Instance of(Object object, Words words) {
    return (Value.Instance) new Instances(words).value(object);
  }

  /** Of several objects, which may hold one another. */
  static List<Value.Instance> of(Words words, Object... objects) {
    Instances instances = new Instances(words);
    List<Value.Instance> values = new ArrayList<>();
    for (Object object : objects) {
      values.add((Value.Instance) instances.value(object));
    }
    return values;
  }

  private Value value(Object object) {
    return switch (object) {
      case null -> Value.NULL;
      case Integer number -> words.ofInt(number);
      case Long number -> words.ofLong(number);
      case Boolean truth -> words.ofInt(truth ? 1 : 0);
      case Byte octet -> words.ofInt(octet);
      default -> {
        Value known = made.get(object);
        yield known == null ? made(object) : known;
      }
    };
  }

  private Value made(Object object) {
    Class<?> type = object.getClass();
    if (object instanceof long[] array) {
      Value.Symbols symbols = new Value.Symbols(constants(array), array.length);
      made.put(object, symbols);
      return symbols;
    }
    if (type.isArray() && type != byte[].class) {
      Value[] values = new Value[Array.getLength(object)];
      Value.Cells cells = new Value.Cells(values);
      made.put(object, cells);
      for (int index = 0; index < values.length; index++) {
        values[index] = value(Array.get(object, index));
      }
      return cells;
    }
    boolean isRun =
        type.getName().startsWith("org.sallyport.engine.")
            && !type.isHidden()
            && !type.isRecord()
            && !(object instanceof Enum<?>);
    if (!isRun) {
      return new Value.Concrete(object);
    }
    Map<String, Value> fields = new HashMap<>();
    Value.Instance instance = new Value.Instance(type.getName().replace('.', '/'), fields);
    made.put(object, instance);
    for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          fields.put(field.getName(), value(read(field, object)));
        }
      }
    }
    return instance;
  }

  private static Object read(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A field of a real object, which its class declares. */
  static Object read(Object object, String field) {
    return read(declared(object, field), object);
  }

  /** Sets a field of a real object that is put into a state for a comparison. */
  static void write(Object object, String field, Object value) {
    try {
      Field declared = declared(object, field);
      declared.setAccessible(true);
      declared.set(object, value);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Field declared(Object object, String field) {
    try {
      return object.getClass().getDeclaredField(field);
    } catch (NoSuchFieldException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private ArrayExpr<BitVecSort, BitVecSort> constants(long[] array) {
    Context z3 = words.z3();
    BitVecExpr zero = words.ofLong(0).bits();
    ArrayExpr<BitVecSort, BitVecSort> result = z3.mkConstArray(z3.mkBitVecSort(32), zero);
    for (int index = 0; index < array.length; index++) {
      if (array[index] != 0) {
        result = z3.mkStore(result, words.ofInt(index).bits(), words.ofLong(array[index]).bits());
      }
    }
    return result;
  }
}
