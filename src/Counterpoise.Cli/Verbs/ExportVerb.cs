using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Deploy.Quantization;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Exporting;
using Counterpoise.Workflows.QuantizationAware;

namespace Counterpoise.Cli.Verbs;

/// <summary>
/// <c>counterpoise export model --to onnx|onnx-int8|c --out file</c>: a trained model for other programs and for devices.
/// </summary>
internal static class ExportVerb
{
    private static readonly Dictionary<string, ExportFormat> Formats = new()
    {
        ["onnx"] = ExportFormat.Onnx, ["onnx-int8"] = ExportFormat.OnnxInt8, ["c"] = ExportFormat.C,
    };

    private static readonly Argument<string> Model = new("model") { Description = "A run's folder, its "
        + "checkpoints/best.safetensors, or a saved model of tables or on frozen features (.cpm)." };
    private static readonly Option<string> To = FormatOption();
    private static readonly Option<string> Out = new("--out") { Description = "The file to write; for c a folder.", Required = true,
        HelpName = "path" };
    private static readonly Option<string?> Data = new("--data") { Description =
        "For int8: the images that the model was trained on. Ranges come from their training split; recalls before and after are counted "
        + "on their test split.", HelpName = "path" };
    private static readonly Option<int> PerClass = new("--per-class") { Description =
        "For int8: training images of each class that ranges are taken from.", DefaultValueFactory = _ => 25 };
    private static readonly Option<double> Percentile = new("--percentile") { Description =
        "For int8: share of values in percent that ranges hold; below 100 outliers are clipped.", DefaultValueFactory = _ => 100 };
    private static readonly Option<int?> QuantizationAware = new("--quantization-aware") { Description =
        "For int8: epochs of further training on --data with the rounding in view, towards the network's own probabilities; the epoch "
        + "nearest on validation is kept, or none. Default: no such training.", HelpName = "epochs" };
    private static readonly Option<double> Rate = new("--rate") { Description = "The learning rate of that training.",
        DefaultValueFactory = _ => new QuantizationAwareOptions().LearningRate };
    private static readonly Option<string?> Prior = new("--prior") { Description =
        "For ONNX, and c of tables: class priors that probabilities are corrected to inside: balanced, or a number for each class such as "
        + "0.2/0.8.", HelpName = "priors" };
    private static readonly Option<string> Name = new("--name") { Description = "For c: prefix of functions and files.",
        DefaultValueFactory = _ => "model", HelpName = "name" };
    private static readonly Option<bool> Single = new("--single") { Description =
        "For c of tables: computes with float in place of double." };
    private static readonly Option<ulong> Seed = new("--seed") { Description =
        "The seed of the run, which draws the split where the data names none." };

    public static Command Create()
    {
        var command = new Command("export",
            "A trained model of images or tables as ONNX, int8 ONNX or C99 for microcontrollers.") { Model, To, Out,
            Data, PerClass, Percentile, QuantizationAware, Rate, Prior, Name, Single, Seed };
        ImageDataArguments.AddTo(command);
        command.SetAction((parsed, cancellationToken) => TensorWork.RunAsync(() => Run(parsed, cancellationToken)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var format = Formats[parsed.GetValue(To)!];
        if (format == ExportFormat.Onnx) IgnoredOptions.Refuse(parsed, [Data, PerClass, Percentile, QuantizationAware, Rate],
            "is for int8, and --to onnx is in single precision");
        if (parsed.GetValue(QuantizationAware) is null) IgnoredOptions.Refuse(parsed, [Rate], "is for --quantization-aware");
        if (format != ExportFormat.C) IgnoredOptions.Refuse(parsed, [Name, Single], "is for --to c");
        var options = new ExportingOptions
        {
            Model = parsed.GetValue(Model)!,
            Format = format,
            Output = parsed.GetValue(Out)!,
            Data = parsed.GetValue(Data) is { } data ? ImageDataArguments.Read(parsed, data) : null,
            PerClass = parsed.GetValue(PerClass),
            Percentile = parsed.GetValue(Percentile),
            QuantizationAware = parsed.GetValue(QuantizationAware) is { } epochs ? new QuantizationAwareOptions
            {
                Epochs = epochs, LearningRate = parsed.GetValue(Rate), Seed = parsed.GetValue(Seed),
            } : null,
            Prior = parsed.GetValue(Prior),
            Name = parsed.GetValue(Name)!,
            IsSingle = parsed.GetValue(Single),
            Seed = parsed.GetValue(Seed),
        };
        options.Validate();
        OutputPath.RequireOther(options.Output, [.. OutputPath.Within(options.Model)]);
        Print(parsed, Exporting.Run(options, new ConsoleEvents(), cancellationToken));
        return ExitCode.Ok;
    }

    private static void Print(ParseResult parsed, ExportingResult result)
    {
        if (parsed.GetValue(SharedOptions.Json))
        {
            Terminal.WriteJson(new { result.Files, result.Classes, result.Cost, result.Audit, result.Saturated, result.TableCost,
                result.UntrainedAudit, QuantizationAware = result.QuantizationAware is { } trained
                    ? new { trained.BestEpoch, trained.Before, trained.After } : null });
            return;
        }

        foreach (var file in result.Files) Terminal.WriteData(file + "\n");
        if (result.Cost is { } cost)
            Terminal.Say(string.Create(CultureInfo.InvariantCulture,
                $"{cost.ConstantBytes:N0} bytes of constants, {cost.ArenaBytes:N0} bytes of working memory, {cost.Multiplications:N0} "
                + $"multiplications; roughly {cost.CycleEstimate / 1e6:N1} million cycles of a Cortex-M4 (an estimate)"));
        if (result.TableCost is { } table)
            Terminal.Say(string.Create(CultureInfo.InvariantCulture,
                $"{table.ConstantBytes:N0} bytes of constants, {table.StackBytes:N0} bytes of stack; at most {table.Comparisons:N0} "
                    + $"comparisons "
                + $"and {table.Multiplications:N0} multiplications a row"));
        if (result.QuantizationAware is { } aware) Print(aware);
        if (result.Audit is { } audit) Print(audit, result.UntrainedAudit, result.Classes);
        foreach (var range in result.Saturated)
            Terminal.Say(string.Create(CultureInfo.InvariantCulture,
                $"warning: {range.Clipped:P1} of the values of {range.Layer} {range.Value} are clipped"));
    }

    private static void Print(QuantizationAwareResult aware) => Terminal.Say(aware switch
    {
        { Before: null } => "the last epoch of the training with int8 in view is kept",
        { BestEpoch: 0 } => string.Create(CultureInfo.InvariantCulture,
            $"no epoch brings int8 nearer to the network on validation (divergence {aware.Before:G3}): the weights stay as they were"),
        _ => string.Create(CultureInfo.InvariantCulture,
            $"divergence of int8 from the network on validation: {aware.Before:G3} before, {aware.After:G3} after training with int8 in "
                + $"view (epoch {aware.BestEpoch} is kept)"),
    });

    private static void Print(QuantizationAudit audit, QuantizationAudit? untrained, IReadOnlyList<string> classes)
    {
        var middle = untrained is null ? "" : ", in int8 without the training";
        Terminal.Say(string.Create(CultureInfo.InvariantCulture,
            $"{audit.Rows} test images: {audit.Agreement:P1} keep their class in int8; recall before{middle} and after"));
        for (var c = 0; c < classes.Count; c++)
        {
            var note = c == audit.Minority ? "  (minority class)" : "";
            var between = untrained is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{untrained.RecallAfter[c]:F3}  ");
            Terminal.Say(string.Create(CultureInfo.InvariantCulture,
                $"  {classes[c],-24} {audit.RecallBefore[c]:F3}  {between}{audit.RecallAfter[c]:F3}{note}"));
        }

        if (audit.MinorityRecallDrop > 0.02)
            Terminal.Say(string.Create(CultureInfo.InvariantCulture,
                $"warning: the minority's recall falls by {audit.MinorityRecallDrop:F3}: take ranges from more of its images "
                + $"(--per-class), clip outliers (--percentile 99.9), or train with int8 in view (--quantization-aware 5)"));
    }

    private static Option<string> FormatOption()
    {
        var option = new Option<string>("--to") { Description =
            "onnx, onnx-int8 (images), or c: C99 sources without memory allocation, of images as an int8 network.", Required = true,
                HelpName = "format" };
        option.AcceptOnlyFromAmong([.. Formats.Keys]);
        return option;
    }
}
