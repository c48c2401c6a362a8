package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes the blocks of an answer, one after the other. */
interface BlockSink {
  /** A block begins. */
  void started(ObjectNode block);

  /** The block that began last goes on. */
  void delta(ObjectNode delta);

  /** It is whole. */
  void ended();
}
