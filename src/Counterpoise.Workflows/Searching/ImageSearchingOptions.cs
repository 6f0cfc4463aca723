using Counterpoise.Options;
using Counterpoise.Vision.Experiments;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Searching;

/// <summary>A search over methods, learning rates and networks on images, judged on the validation split.</summary>
public sealed record ImageSearchingOptions
{
    /// <summary>The images.</summary>
    public required ImageDataOptions Data { get; init; }

    /// <summary>The methods that are tried, at least one.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>The networks that are tried; that of <see cref="Experiment"/> where empty. Default empty.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>The least learning rate, positive. Default 1e-5.</summary>
    public double LeastRate { get; init; } = 1e-5;

    /// <summary>The largest learning rate, above the least. Default 1e-2.</summary>
    public double MostRate { get; init; } = 1e-2;

    /// <summary>Everything else of a training; its epochs are those of the last training, and the largest budget of halving.</summary>
    public ImageExperimentOptions Experiment { get; init; } = new();

    /// <summary>Epochs of a trial, and the least budget of halving, at least 1 and at most those of the training. Default 3.</summary>
    public int TrialEpochs { get; init; } = 3;

    /// <summary>Trials, at least 1. Default 30.</summary>
    public int Trials { get; init; } = 30;

    /// <summary>How the next trial is found. Default by a Parzen estimator.</summary>
    public SearchKind Kind { get; init; } = SearchKind.Tpe;

    /// <summary>The seed of search, split and trainings. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Where trials are kept and gone on with, outside of the images; null keeps nothing.</summary>
    public string? Folder { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">At least one value is out of its range; all are listed.</exception>
    public void Validate()
    {
        Data.Validate();
        Experiment.Validate();
        new OptionsCheck(nameof(ImageSearchingOptions))
            .Require(Methods.Count > 0 && Methods.Distinct().Count() == Methods.Count, "Methods needs at least one method, each once")
            .Require(LeastRate > 0 && LeastRate < MostRate && double.IsFinite(MostRate),
                $"the learning rates go from {LeastRate} to {MostRate}; they must be positive and in order")
            .Require(TrialEpochs >= 1 && TrialEpochs <= Experiment.Training.Epochs,
                nameof(TrialEpochs), TrialEpochs, $"it must be in 1 to the {Experiment.Training.Epochs} epochs of the training")
            .Require(Trials >= 1, nameof(Trials), Trials, "it must be at least 1")
            .ThrowIfAny();
    }
}
