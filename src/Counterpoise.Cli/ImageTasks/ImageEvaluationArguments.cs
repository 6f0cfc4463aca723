using System.CommandLine;
using Counterpoise.Cli.Output;
using Counterpoise.Metrics;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.ImageTasks;

/// <summary>The evaluation of a model on images, as options of the command line.</summary>
internal static class ImageEvaluationArguments
{
    private static readonly Option<string?> Data = new("--data") { Description = "For models: the images to evaluate on, as for train.", HelpName = "data set" };
    private static readonly Option<EvaluatedPart> Part = new("--part") { Description = "For models: the part of the images.", DefaultValueFactory = _ => EvaluatedPart.Test };
    private static readonly Option<int> BatchSize = new("--batch-size") { Description = "For models: images at a time.", DefaultValueFactory = _ => 64 };
    private static readonly Option<int> Threads = new("--threads") { Description = "For models: threads of the engine; 0 takes all processors." };
    private static readonly Option<bool> BFloat16 = new("--bf16") { Description = "For models: run the network in bfloat16." };

    /// <summary>Adds the options of models to the verb.</summary>
    public static void AddTo(Command command)
    {
        foreach (var option in (Option[])[Data, Part, BatchSize, Threads, BFloat16, .. ImageDecisionArguments.Options])
        {
            command.Options.Add(option);
        }

        ImageDataArguments.AddTo(command);
    }

    /// <summary>Evaluates a model and prints the measures.</summary>
    public static int Run(ParseResult parsed, string model, EvaluationOptions measures, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(Data) ?? throw new InputException($"'{model}' is a model: name the images to evaluate it on with --data");
        if (parsed.GetValue(Threads) is > 0 and var threads)
        {
            torch.set_num_threads(threads);
        }

        var evaluation = ImageEvaluation.Run(
            new ImageEvaluationOptions
            {
                Model = model,
                Data = ImageDataArguments.Read(parsed, path),
                Part = parsed.GetValue(Part),
                BatchSize = parsed.GetValue(BatchSize),
                BFloat16 = parsed.GetValue(BFloat16),
                Decision = ImageDecisionArguments.Read(parsed),
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
