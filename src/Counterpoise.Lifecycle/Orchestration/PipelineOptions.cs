using Counterpoise.Options;

namespace Counterpoise.Lifecycle.Orchestration;

/// <summary>Which data a pipeline runs on, and who has a say.</summary>
public sealed record PipelineOptions
{
    /// <summary>The folder of the store.</summary>
    public required string Store { get; init; }

    /// <summary>The file of rows.</summary>
    public required string Data { get; init; }

    /// <summary>The class column.</summary>
    public required string Target { get; init; }

    /// <summary>Columns to leave out. Default: none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>A file of later rows with classes, for monitoring and repair; null (default) for none.</summary>
    public string? Stream { get; init; }

    /// <summary>Seed of all draws; 1 by default.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Other parameters that a step tries after a validator found faults, at least 0; 2 by default.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Whether a person must say yes before a model is put to use; true by default.</summary>
    public bool AsksBeforeDeployment { get; init; } = true;

    /// <summary>Who stands in the audit log.</summary>
    public string User { get; init; } = "counterpoise";

    /// <summary>Checks every property.</summary>
    /// <exception cref="InvalidOptionsException">A property is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(PipelineOptions))
        .Require(!string.IsNullOrEmpty(Store), "Store is empty, expected a folder")
        .Require(!string.IsNullOrEmpty(Data), "Data is empty, expected a file of rows")
        .Require(!string.IsNullOrEmpty(Target), "Target is empty, expected the class column")
        .Require(Retries >= 0, nameof(Retries), Retries, "expected at least 0")
        .ThrowIfAny();
}
