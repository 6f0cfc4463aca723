using System.CommandLine;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Cli;

/// <summary>What is done to a model's probabilities, as options of the command line.</summary>
internal static class DecisionArguments
{
    private static readonly Option<string?> Prior = new("--prior") { Description =
        "For models of plain cross-entropy, whose probabilities go by the class priors of their training: the priors that they are "
        + "corrected to, balanced or such as 0.2/0.8.", HelpName = "balanced or priors" };

    /// <summary>What the threshold of two classes is chosen for.</summary>
    public static Option<string?> Tuned { get; } = new("--tune-threshold") { Description =
        $"Choose the threshold for {ThresholdTuning.Rules}; of a model on the validation split, of a file of scores on its rows; of two "
        + $"classes for the minority class or --positive, of more for --positive.", HelpName = "rule" };

    private static readonly Option<double?> Threshold = new("--threshold") { Description =
        "For models: probability from which the minority class of the training of two classes, or --positive, is predicted, such as "
        + "evaluate --tune-threshold tells; the most probable class where left out.", HelpName = "number" };

    private static readonly Option<string?> Positive = new("--positive") { Description =
        "For models of images: the class that --threshold is for, which has to be named of more than two.", HelpName = "class" };

    /// <summary>The option of class priors, for those who refuse it.</summary>
    public static Option PriorOption => Prior;

    /// <summary>The options of a verb that measures.</summary>
    public static IEnumerable<Option> Options => [Prior];

    /// <summary>The options of a verb that predicts.</summary>
    public static IEnumerable<Option> OfPredictions => [Prior, Threshold];

    /// <summary>The options of a verb that predicts on images alone.</summary>
    public static IEnumerable<Option> OfPredictedImages => [Positive];

    /// <summary>What the command line asks for.</summary>
    public static ImageDecisionOptions Read(ParseResult parsed) => new()
    {
        Prior = parsed.GetValue(Prior),
        Positive = parsed.CommandResult.Command.Options.Contains(Positive) ? parsed.GetValue(Positive)
            : parsed.CommandResult.Command.Options.Contains(TableTasks.TableArguments.Positive)
            ? parsed.GetValue(TableTasks.TableArguments.Positive) : null,
        TuneThreshold = parsed.GetResult(Tuned) is null ? null : parsed.GetValue(Tuned),
        Threshold = parsed.CommandResult.Command.Options.Contains(Threshold) ? parsed.GetValue(Threshold) : null,
    };
}
