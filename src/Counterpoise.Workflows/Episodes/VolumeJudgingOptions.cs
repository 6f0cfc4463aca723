using Counterpoise.Options;
using Counterpoise.Vision.Episodes;

namespace Counterpoise.Workflows.Episodes;

/// <summary>How few-shot judging is tried on real heads with simulated distortions.</summary>
public sealed record VolumeJudgingOptions
{
    /// <summary>NIfTI files of different heads: the embedding is trained on the first, judged on the others. Two or more.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Blocks cut out of each head. Default 150.</summary>
    public int Blocks { get; init; } = 150;

    /// <summary>Supports of each class. Default 5.</summary>
    public int Shots { get; init; } = 5;

    /// <summary>Draws of supports. Default 50.</summary>
    public int Draws { get; init; } = 50;

    /// <summary>Channels of the encoders' first stage. Default 4; the paper has 32.</summary>
    public int Width { get; init; } = 4;

    /// <summary>How the embedding is trained.</summary>
    public EpisodicTrainingOptions Training { get; init; } = new() { Ways = 3, Steps = 120, EpisodesPerStep = 2, LearningRate = 2e-3 };

    /// <summary>The seed. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one is out of range; all are listed.</exception>
    public void Validate()
    {
        Training.Validate();
        new OptionsCheck(nameof(VolumeJudgingOptions))
            .Require(Paths.Count >= 2,
                $"Paths has {Paths.Count} files; two heads or more were expected, as the test must be on another head")
            .Require(Blocks >= 10, nameof(Blocks), Blocks, "at least 10 was expected")
            .Require(Shots >= 1, nameof(Shots), Shots, "at least 1 was expected")
            .Require(Draws >= 2, nameof(Draws), Draws, "at least 2 was expected")
            .Require(Width >= 1, nameof(Width), Width, "at least 1 was expected")
            .ThrowIfAny();
    }
}
