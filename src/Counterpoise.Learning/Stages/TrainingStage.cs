using Counterpoise.Learning.Optimization;
using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Stages;

/// <summary>Some epochs of a training under one rule: what is frozen, at which rate the rest learns, and what batch norms do.</summary>
public sealed record TrainingStage
{
    /// <summary>What the stage is called in logs.</summary>
    public required string Name { get; init; }

    /// <summary>Its epochs, at least 1.</summary>
    public required int Epochs { get; init; }

    /// <summary>Parameters of the model that do not learn, by their full names. Default none.</summary>
    public ParameterSelection Frozen { get; init; } = ParameterSelection.None;

    /// <summary>What layers with running statistics do. Default <see cref="NormMode.Train"/>.</summary>
    public NormMode NormMode { get; init; } = NormMode.Train;

    /// <summary>A factor on every learning rate, positive. Default 1.</summary>
    public double RateFactor { get; init; } = 1;

    /// <summary>
    /// How the rates change, counted from the stage's first step; null for the training's own schedule, counted from its first. Default
    /// null.
    /// </summary>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>Whether optimisers forget their moments when the stage begins, as new ones would. Default false.</summary>
    public bool RestartsOptimizers { get; init; }
}
