// SPDX-License-Identifier: Apache-2.0
package org.sallyport.sim.link;

/** A link around another one; subclasses change what passes. */
public abstract class LinkDecorator implements FrameLink {
  /** The wrapped link. */
  protected final FrameLink inner;

  /**
   * @param inner closed together with this one
   */
  protected LinkDecorator(FrameLink inner) {
    this.inner = inner;
  }

  @Override
  public int receive(byte[] target, int offset, int capacityBytes) {
    return inner.receive(target, offset, capacityBytes);
  }

  @Override
  public boolean send(byte[] source, int offset, int lengthBytes) {
    return inner.send(source, offset, lengthBytes);
  }

  @Override
  public Layer layer() {
    return inner.layer();
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public int descriptor() {
    return inner.descriptor();
  }

  @Override
  public void close() {
    inner.close();
  }
}
