using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Metrics;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>The evaluation of a model on images, as options of the command line.</summary>
internal static class ImageEvaluationArguments
{
    /// <summary>The data that a model is measured on.</summary>
    public static Option<string?> Data { get; } = new("--data") { Description =
        "For models: the table, or the images, to evaluate on, as for train.", HelpName = "data set" };

    private static readonly Option<EvaluatedSplit> Split = new("--split")
    {
        Description = "For models: the split of the images that is measured.",
        DefaultValueFactory = _ => EvaluatedSplit.Test };
    private static readonly Option<int> BatchSize = new("--batch-size") { Description = "For models: images at a time.",
        DefaultValueFactory = _ => 64 };
    private static readonly Option<int> Threads = new("--threads") { Description =
        "For models: threads of the engine; 0 takes all processors." };
    private static readonly Option<bool> BFloat16 = new("--bf16") { Description = "For models: run the network in bfloat16." };

    /// <summary>Adds the options of models to the verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in (Option[])[Data, Split, BatchSize, Threads, BFloat16, .. DecisionArguments.Options])
        {
            command.Options.Add(option);
        }

        ImageDataArguments.AddTo(command);
    }

    /// <summary>The data of --data, or of the argument behind the model; null where neither is given.</summary>
    /// <exception cref="InputException">Both are given.</exception>
    public static string? DataOf(ParseResult parsed, string? behind) => (parsed.GetValue(Data), behind) switch
    {
        ({ } named, { } other) => throw new InputException($"--data is '{named}', and '{other}' stands behind the model: give one of them"),
        var (named, other) => named ?? other,
    };

    /// <summary>Evaluates a model and prints the measures.</summary>
    public static int Run(ParseResult parsed, string model, string? data, EvaluationOptions measures, CancellationToken cancellationToken)
    {
        var path = data ?? throw new InputException($"'{model}' is a model: name the images to evaluate it on with --data");
        if (parsed.GetValue(Threads) is > 0 and var threads)
        {
            torch.set_num_threads(threads);
        }

        var evaluation = ImageEvaluation.Run(
            new ImageEvaluationOptions
            {
                Model = model,
                Data = ImageDataArguments.Read(parsed, path),
                Split = parsed.GetValue(Split),
                BatchSize = parsed.GetValue(BatchSize),
                BFloat16 = parsed.GetValue(BFloat16),
                Decision = DecisionArguments.Read(parsed),
                Measures = measures,
            },
            new ConsoleEvents(),
            cancellationToken);
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(evaluation);
        }
        else
        {
            EvaluationTables.Write(evaluation);
        }

        return ExitCode.Ok;
    }
}
