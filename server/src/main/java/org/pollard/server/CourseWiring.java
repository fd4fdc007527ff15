package org.pollard.server;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import org.pollard.course.CohostLinks;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseStore;
import org.pollard.course.Courses;
import org.pollard.course.LogoStore;
import org.pollard.course.RoomAccounts;
import org.pollard.course.RoomPeople;
import org.pollard.course.Rooms;
import org.pollard.edge.AfterPass;
import org.pollard.live.PublicRooms;
import org.pollard.people.PeopleStore;
import org.pollard.people.Secrets;
import org.pollard.store.Database;
import org.pollard.store.course.LogoRows;
import org.pollard.store.course.RoomPeopleRows;
import org.pollard.store.course.RoomRows;

/// Wires courses and rooms.
final class CourseWiring {

  CourseWiring() {}

  @Produces
  @Singleton
  CourseAccess courseAccess(CourseStore courses, @VirtualThreads ExecutorService executor) {
    return new CourseAccess(courses, new AfterPass(executor));
  }

  @Produces
  @Singleton
  Courses changingCourses(CourseStore courses, CourseAccess access, InstantSource clock) {
    return new Courses(courses, access, clock);
  }

  @Produces
  @Singleton
  RoomAccounts roomAccounts(Database database, CourseStore courses, PeopleStore people) {
    return new RoomAccounts(new RoomRows(database), courses, people);
  }

  @Produces
  @Singleton
  RoomPeople roomPeople(
      Database database,
      CourseStore courses,
      PeopleStore people,
      CourseAccess access,
      InstantSource clock) {
    return new RoomPeople(new RoomPeopleRows(database), courses, people, access, clock);
  }

  @Produces
  @Singleton
  PublicRooms publicRooms(Rooms rooms) {
    return new RoomsSeenByAll(rooms);
  }

  @Produces
  @Singleton
  LogoStore logos(Database database) {
    return new LogoRows(database);
  }

  @Produces
  @Singleton
  CohostLinks cohostLinks(
      Database database,
      Courses courses,
      CourseStore store,
      CourseAccess access,
      Secrets secrets,
      InstantSource clock,
      @VirtualThreads ExecutorService executor) {
    return new CohostLinks(
        new RoomRows(database), courses, store, access, secrets, clock, executor);
  }

  @Produces
  @Singleton
  Rooms rooms(Database database, CourseAccess access, Secrets secrets) {
    return new Rooms(new RoomRows(database), access, secrets);
  }
}
