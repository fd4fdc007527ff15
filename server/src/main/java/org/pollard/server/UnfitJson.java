package org.pollard.server;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/// Answers JSON that is readable but of another shape, which the framework would refuse without a
/// body.
@Provider
public class UnfitJson implements ExceptionMapper<MismatchedInputException> {

  private final LastResort lastResort;

  UnfitJson(LastResort lastResort) {
    this.lastResort = lastResort;
  }

  @Override
  public Response toResponse(MismatchedInputException unfit) {
    return lastResort.toResponse(new BadRequestException());
  }
}
