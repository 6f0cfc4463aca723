namespace Counterpoise.Lifecycle.Orchestration;

/// <summary>What a run came to.</summary>
public enum PipelineStatus
{
    /// <summary>It was begun, and its process ended before it did: run it again, and it goes on.</summary>
    Begun,

    /// <summary>A person is asked.</summary>
    Waiting,

    /// <summary>All steps are done.</summary>
    Finished,

    /// <summary>It ended with a reason: data that cannot be worked on, or a person's no.</summary>
    Refused,

    /// <summary>An agent failed.</summary>
    Failed,
}
