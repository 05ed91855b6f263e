/** On which cores the threads run: what the settings want, whether the machine has it, and what the kernel made of it. */
package dev.wick.engine.cores;
