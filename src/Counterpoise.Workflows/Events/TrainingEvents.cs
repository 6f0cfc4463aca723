using Counterpoise.Learning.Training;

namespace Counterpoise.Workflows.Events;

/// <summary>Makes events of one training's steps: each step, its warnings, and where a resumed one goes on.</summary>
/// <param name="name">What is trained.</param>
/// <param name="events">Who is told.</param>
internal sealed class TrainingEvents(string name, IProgress<WorkflowEvent>? events) : IProgress<TrainingProgress>
{
    private int _endedEpoch;

    /// <summary>Whether the training goes on from a checkpoint, which is then told.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Whether an epoch ends with its validation; else with its last batch.</summary>
    public bool Validates { get; init; } = true;

    /// <summary>Whether there was a step to tell of.</summary>
    public bool HasReported { get; private set; }

    public void Report(TrainingProgress value)
    {
        if (!HasReported && GoesOn)
        {
            // Told after the first step of this session.
            events.Note($"{name}: goes on in epoch {value.Epoch} of {value.Epochs}, after batch "
                + $"{(value.WatchedMetric is null ? value.Batch - 1 : value.Batch)} of {value.Batches}");
        }

        HasReported = true;
        if (value.Warning is { } warning)
        {
            events.Warn($"{name}: {warning}");
        }

        events?.Report(new TrainingStep(name, value, EndsEpoch(value)));
    }

    private bool EndsEpoch(TrainingProgress value)
    {
        var ends = Validates ? value.WatchedMetric is not null : value.Batch == value.Batches && value.Epoch > _endedEpoch;
        _endedEpoch = ends ? value.Epoch : _endedEpoch;
        return ends;
    }
}
