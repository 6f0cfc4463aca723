namespace Counterpoise.Workflows.Embedded;

/// <summary>How recordings of sensors are read.</summary>
public sealed record SensorDataOptions
{
    /// <summary>A table of samples, a folder of such tables, or a folder of classes with WAV files; null for generated motion.</summary>
    public string? Path { get; init; }

    /// <summary>Samples a second of a table; null takes it from the times. WAV files say their own.</summary>
    public double? SampleRate { get; init; }

    /// <summary>Column of the class. Default <c>label</c>.</summary>
    public string Label { get; init; } = "label";

    /// <summary>Column of the subject; null: each file is one.</summary>
    public string? Subject { get; init; }

    /// <summary>Column of the recording, where a subject has several; null for none.</summary>
    public string? Recording { get; init; }

    /// <summary>Column of the time, in seconds or as ISO 8601 dates; null for none.</summary>
    public string? Time { get; init; }

    /// <summary>Columns of the channels; empty: all columns of numbers.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Pattern of .NET whose first group, or whole match, in the name of a WAV file is the subject. Default what stands before
    /// <c>_nohash_</c>, as in Speech Commands; a name without a match is a subject of its own.</summary>
    public string SubjectPattern { get; init; } = "^(.*?)_nohash_";
}
