package org.pollard.edge;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What is to be done when something takes too long, such as a body; a second late at most. Each
/// event loop looks at its own once a second, which costs nothing for all that end in time: a timer
/// for each would be the dearest part of reading a vote. To be used on event loops only, each for
/// itself.
final class SlowOnes {

  private final long patience;
  private final FastThreadLocal<Here> here =
      new FastThreadLocal<>() {
        @Override
        protected Here initialValue() {
          return new Here();
        }
      };

  /// @param patience how long it may take
  SlowOnes(Duration patience) {
    this.patience = patience.toNanos();
  }

  /// Begins to wait.
  ///
  /// @param context where `late` is run, unless it is removed before
  void add(ContextInternal context, Runnable late) {
    here.get().add(context, late);
  }

  void remove(Runnable late) {
    here.get().waiting.remove(late);
  }

  private record Since(long nanos, ContextInternal context) {}

  /// Those of one event loop, in the order in which they began.
  private final class Here {

    private final Map<Runnable, Since> waiting = new LinkedHashMap<>();
    private boolean looking;

    void add(ContextInternal context, Runnable late) {
      waiting.put(late, new Since(System.nanoTime(), context));
      if (!looking) {
        looking = true;
        lookLater(context.nettyEventLoop());
      }
    }

    private void lookLater(EventLoop loop) {
      var _ = loop.schedule(() -> look(loop), 1, TimeUnit.SECONDS);
    }

    private void look(EventLoop loop) {
      long now = System.nanoTime();
      List<Map.Entry<Runnable, Since>> late = new ArrayList<>();
      for (Map.Entry<Runnable, Since> each : waiting.entrySet()) {
        if (now - each.getValue().nanos() < patience) {
          break;
        }
        late.add(Map.entry(each.getKey(), each.getValue()));
      }
      looking = waiting.size() > late.size();
      if (looking) {
        lookLater(loop);
      }
      for (Map.Entry<Runnable, Since> each : late) {
        waiting.remove(each.getKey());
        each.getValue().context().dispatch(each.getKey(), Runnable::run);
      }
    }
  }
}
