namespace Counterpoise.Lifecycle.Orchestration;

/// <summary>What a run came to.</summary>
public sealed record PipelineResult
{
    /// <summary>The run: the same data, plan and seed are the same run.</summary>
    public required string Run { get; init; }

    /// <summary>What it came to.</summary>
    public required PipelineStatus Status { get; init; }

    /// <summary>The steps that were done, in their order.</summary>
    public required IReadOnlyList<StepResult> Steps { get; init; }

    /// <summary>The step at which a person is asked; null where nobody is.</summary>
    public string? AskedAt { get; init; }

    /// <summary>The question, or why the run ended; empty where it finished.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Id of the deployment that this run put to use; null where it did not.</summary>
    public string? Deployed { get; init; }
}
