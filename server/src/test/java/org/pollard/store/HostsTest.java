package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostsTest {

  @Test
  void a_url_of_several_hosts_is_one_for_each() {
    assertThat(Hosts.each("jdbc:postgresql://db1,db2:5433,[fd00::3]:5434/p?user=u&a=b,c"))
        .containsExactly(
            "jdbc:postgresql://db1/p?user=u&a=b,c",
            "jdbc:postgresql://db2:5433/p?user=u&a=b,c",
            "jdbc:postgresql://[fd00::3]:5434/p?user=u&a=b,c");
  }

  @Test
  void a_url_of_one_host_or_none_is_itself() {
    assertThat(Hosts.each("jdbc:postgresql://db1:5432/p?user=u"))
        .containsExactly("jdbc:postgresql://db1:5432/p?user=u");
    assertThat(Hosts.each("jdbc:postgresql:p")).containsExactly("jdbc:postgresql:p");
  }
}
