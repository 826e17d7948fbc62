using Azure;
using Azure.Identity;
using TwilioFunctions.Core.Storage;

namespace TwilioFunctions.Core.Tests.Storage;

public sealed class StorageFaultTests
{
    public static TheoryData<Exception, bool> Exceptions => new()
    {
        { new RequestFailedException(503, "busy"), true },
        { new AuthenticationFailedException("no identity"), true },
        { new AggregateException(new RequestFailedException("refused"), new TaskCanceledException("too long")), true },
        { new AggregateException(new RequestFailedException("refused"), new InvalidOperationException("ours")), false },
        { new OperationCanceledException(), false },
        { new InvalidDataException("ours"), false },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void WhatStorageDoes_IsToldFromWhatWeDo(Exception exception, bool expected) => Assert.Equal(expected, StorageFault.Is(exception));
}
