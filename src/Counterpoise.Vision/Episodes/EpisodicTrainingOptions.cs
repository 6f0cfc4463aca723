using Counterpoise.Options;

namespace Counterpoise.Vision.Episodes;

/// <summary>How an embedding is trained over episodes.</summary>
public sealed record EpisodicTrainingOptions
{
    /// <summary>Steps, each of <see cref="EpisodesPerStep"/> episodes; the paper has 10,000 episodes. Default 500.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>Episodes a step, at least 1. Default 4.</summary>
    public int EpisodesPerStep { get; init; } = 4;

    /// <summary>Classes of an episode, 2 or more; no more than there are. Default 2.</summary>
    public int Ways { get; init; } = 2;

    /// <summary>Supports of each class, at least 1. Default 5.</summary>
    public int Shots { get; init; } = 5;

    /// <summary>Queries of each class, at least 1. Default 5.</summary>
    public int Queries { get; init; } = 5;

    /// <summary>Adam's rate, above 0. Default 1e-4.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>How near is measured. Default cosine.</summary>
    public PrototypeDistance Distance { get; init; } = PrototypeDistance.Cosine;

    /// <summary>τ of the cosine, above 0. Default 10; the paper has 1.</summary>
    public double Scale { get; init; } = 10;

    /// <summary>Weight of the discriminator's loss behind the reversed gradient, at least 0. Default 0.5.</summary>
    public double AdversarialWeight { get; init; } = 0.5;

    /// <summary>The seed of episodes and initial values. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one is out of range; all are listed.</exception>
    public void Validate() => new OptionsCheck(nameof(EpisodicTrainingOptions))
        .Require(Steps >= 1, nameof(Steps), Steps, "at least 1 was expected")
        .Require(EpisodesPerStep >= 1, nameof(EpisodesPerStep), EpisodesPerStep, "at least 1 was expected")
        .Require(Ways >= 2, nameof(Ways), Ways, "at least 2 was expected")
        .Require(Shots >= 1, nameof(Shots), Shots, "at least 1 was expected")
        .Require(Queries >= 1, nameof(Queries), Queries, "at least 1 was expected")
        .Require(LearningRate > 0, nameof(LearningRate), LearningRate, "a number above 0 was expected")
        .Require(Scale > 0, nameof(Scale), Scale, "a number above 0 was expected")
        .Require(AdversarialWeight >= 0, nameof(AdversarialWeight), AdversarialWeight, "0 or more was expected")
        .ThrowIfAny();
}
