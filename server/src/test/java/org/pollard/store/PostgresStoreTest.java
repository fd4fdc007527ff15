package org.pollard.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreTest {

  private static Database database;
  private static Database otherNode;

  @BeforeAll
  static void open(@TempDir Path folder) throws SQLException {
    String url = TestPostgres.fresh("contract");
    database = Database.open(url, folder);
    otherNode = Database.open(url, folder);
  }

  @AfterAll
  static void close() {
    otherNode.close();
    database.close();
  }

  @Nested
  class People extends PeopleContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Tokens extends TokenContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class NewerKinds extends NewerKindContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Questions extends QuestionContract {
    @Override
    Database database() {
      return database;
    }

    @Override
    Database otherNode() {
      return otherNode;
    }
  }

  @Nested
  class Audits extends AuditContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class RoomsAndGuests extends RoomContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Courses extends CourseContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Polls extends PollContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Lives extends LifeContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Agendas extends AgendaContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Votes extends VoteContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Histories extends HistoryContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Anonymity extends PostgresAnonymity {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Nodes extends NodesContract {
    @Override
    Database database() {
      return database;
    }

    @Override
    Database otherNode() {
      return otherNode;
    }
  }

  @Nested
  class Meetings extends MeetingContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Sessions extends MeetingSessionContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Webhooks extends WebhookContract {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Peers extends PeerContract {
    @Override
    Database database() {
      return database;
    }
  }
}
