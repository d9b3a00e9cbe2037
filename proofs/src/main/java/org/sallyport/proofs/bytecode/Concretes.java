// SPDX-License-Identifier: Apache-2.0
package org.sallyport.proofs.bytecode;

import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import org.sallyport.proofs.bytecode.Value.Concrete;
import org.sallyport.proofs.bytecode.Value.Word;

/** What is done in this JVM, because all of it is concrete. */
final class Concretes {
  private Concretes() {}

  static Value call(
      String owner, String name, String descriptor, List<Value> arguments, Words words) {
    try {
      int parameters = MethodTypeDesc.ofDescriptor(descriptor).parameterCount();
      boolean isStatic = parameters == arguments.size();
      Method method = method(type(owner), name, descriptor);
      Object[] objects = new Object[parameters];
      for (int index = 0; index < parameters; index++) {
        objects[index] =
            object(arguments.get(index + (isStatic ? 0 : 1)), method.getParameterTypes()[index]);
      }
      Object receiver = isStatic ? null : object(arguments.getFirst(), Object.class);
      return value(method.invoke(receiver, objects), method.getReturnType(), words);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(owner + "." + name + descriptor, impossible);
    }
  }

  static Value staticField(String owner, String name, Words words) {
    try {
      Field field = type(owner).getDeclaredField(name);
      field.setAccessible(true);
      return value(field.get(null), field.getType(), words);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(owner + "." + name, impossible);
    }
  }

  /** A field of a real object, which nothing here changes. */
  static Value field(Object object, String name, Words words) {
    for (Class<?> at = object.getClass(); at != null; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          try {
            field.setAccessible(true);
            return value(field.get(object), field.getType(), words);
          } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(at + "." + name, impossible);
          }
        }
      }
    }
    throw new IllegalStateException("no field " + object.getClass() + "." + name);
  }

  static Value element(Concrete array, int index, Words words) {
    return value(
        Array.get(array.object(), index), array.object().getClass().getComponentType(), words);
  }

  private static Class<?> type(String internalName) throws ClassNotFoundException {
    return Class.forName(internalName.replace('/', '.'));
  }

  private static Method method(Class<?> type, String name, String descriptor)
      throws NoSuchMethodException {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Method method : at.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && MethodTypeDesc.ofDescriptor(descriptor).parameterCount()
                == method.getParameterCount()) {
          if (!at.getName().startsWith("java.")) {
            method.setAccessible(true);
          }
          return method;
        }
      }
    }
    throw new NoSuchMethodException(type + "." + name);
  }

  private static Object object(Value value, Class<?> type) {
    if (value instanceof Concrete concrete) {
      return concrete.object();
    }
    if (!(value instanceof Word word)) {
      throw new IllegalStateException("a symbol where all must be concrete");
    }
    long constant = Words.constant(word);
    if (type == long.class) {
      return constant;
    }
    return type == boolean.class ? (Object) (constant != 0) : (Object) (int) constant;
  }

  private static Value value(Object object, Class<?> type, Words words) {
    if (type == void.class) {
      return null;
    }
    if (!type.isPrimitive()) {
      return new Concrete(object);
    }
    return switch (object) {
      case Long number -> words.ofLong(number);
      case Boolean truth -> words.ofInt(truth ? 1 : 0);
      case Number number -> words.ofInt(number.intValue());
      default -> throw new IllegalStateException("no value of " + type);
    };
  }
}
