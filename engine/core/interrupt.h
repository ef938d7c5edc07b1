// Ctrl-C and SIGTERM: the first asks the program to finish what it holds and stop, the second
// ends it at once.
#pragma once

namespace engine {

/// Installs the handlers for SIGINT and SIGTERM. Call once, from main.
void listen_for_interrupts();

/// True once a stop was asked for. Safe from any thread.
bool interrupted();

/// What the handler does; tests call it in place of a signal. `clear_interrupt` undoes it.
void request_interrupt();
void clear_interrupt();

}  // namespace engine
