using Counterpoise.Data;
using Counterpoise.Options;

namespace Counterpoise.Workflows.Streams;

/// <summary>Which stream is read: a table whose rows come one after the other, in the order of the file or of a column of time.</summary>
public sealed record StreamDataOptions
{
    /// <summary>The table.</summary>
    public required string Path { get; init; }

    /// <summary>How it is read; the class column must be named, here or in the file. With a column of time rows go by it.</summary>
    public TableReadOptions Reading { get; init; } = new();

    /// <summary>Whether bad rows are left out and named. Default false: they end the work.</summary>
    public bool Lenient { get; init; }

    /// <summary>Rows of a window, at least 30. Default 500.</summary>
    public int Window { get; init; } = 500;

    /// <summary>Rows that go by before the class of a row is known, at least 0. Default 0: it is known before the next row.</summary>
    public int KnownAfter { get; init; }

    /// <summary>Checks every option and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one option is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(StreamDataOptions))
        .Require(Window >= 30, nameof(Window), Window, "expected at least 30 rows")
        .Require(KnownAfter >= 0, nameof(KnownAfter), KnownAfter, "expected at least 0 rows")
        .ThrowIfAny();
}
