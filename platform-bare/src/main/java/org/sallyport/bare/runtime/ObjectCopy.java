// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bare.runtime;

import org.teavm.interop.Address;
import org.teavm.interop.DelegateTo;
import org.teavm.interop.Structure;
import org.teavm.interop.Unmanaged;
import org.teavm.runtime.Allocator;
import org.teavm.runtime.RuntimeArray;
import org.teavm.runtime.RuntimeClass;
import org.teavm.runtime.RuntimeObject;

/**
 * {@code Object.clone} as it should be. TeaVM 0.16 copies eight octets for each element of a
 * primitive array, past the end of the copy, and holds on to the original by an address that the
 * collector does not know of. Here the size of an element is that of the element's type, and the
 * original is a Java reference while memory is taken.
 */
public final class ObjectCopy {
  private ObjectCopy() {}

  /** A shallow copy of an array or object. */
  public static Object copy(Object original) {
    Object copy = allocateLike(original);
    copyBody(original, copy);
    return copy;
  }

  @DelegateTo("allocateLikeLowLevel")
  private static native Object allocateLike(Object original);

  @Unmanaged
  @SuppressWarnings("unused") // named by @DelegateTo
  private static RuntimeObject allocateLikeLowLevel(RuntimeObject original) {
    RuntimeClass type = RuntimeClass.getClass(original);
    if (type.itemType == null) {
      return Allocator.allocate(type).toStructure();
    }
    RuntimeArray array = (RuntimeArray) original;
    return Allocator.allocateArray(type, array.size).toStructure();
  }

  @DelegateTo("copyBodyLowLevel")
  private static native void copyBody(Object original, Object copy);

  @Unmanaged
  @SuppressWarnings("unused") // named by @DelegateTo
  private static void copyBodyLowLevel(RuntimeObject original, RuntimeObject copy) {
    RuntimeClass type = RuntimeClass.getClass(original);
    int header = Structure.sizeOf(RuntimeObject.class);
    int size = type.size;
    if (type.itemType != null) {
      int itemSize =
          RuntimeClass.isPrimitive(type.itemType) ? type.itemType.size : Address.sizeOf();
      Address start =
          Address.align(Address.fromInt(Structure.sizeOf(RuntimeArray.class)), itemSize);
      size = start.toInt() + itemSize * ((RuntimeArray) original).size;
    }
    Address.moveMemoryBlock(
        original.toAddress().add(header), copy.toAddress().add(header), size - header);
  }
}
