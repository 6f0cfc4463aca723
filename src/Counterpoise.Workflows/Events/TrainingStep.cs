using Counterpoise.Learning.Training;

namespace Counterpoise.Workflows.Events;

/// <summary>How far a training is.</summary>
/// <param name="Name">What is trained, such as the method's name or a cell of a comparison.</param>
/// <param name="Progress">Epoch, batch, loss and time.</param>
/// <param name="EndsEpoch">Whether an epoch has ended: with its validation, or with its last batch where there is none.</param>
public sealed record TrainingStep(string Name, TrainingProgress Progress, bool EndsEpoch) : WorkflowEvent;
