using System.CommandLine;
using Counterpoise.Cli.GraphTasks;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.MultiLabelTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.RegressionTasks;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Files;
using Counterpoise.Torch;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise predict model data</c>: the class of each row or image, with a probability for every class.</summary>
internal static class PredictVerb
{
    private static readonly Argument<string> Model = new("model") { Description =
        "A model file of train on a table; an ONNX file from export; or of images a run's folder, its checkpoints/best.safetensors, or a "
            + "model of solve, mixture or fewshot; or a model of train on a graph or on events, or of hyperspectral." };
    private static readonly Argument<string[]> Images = new("data") { Description =
        "A table; or image files, folders of images, archives (.tar, .tar.gz, .zip) or tables of images (.csv, .tsv); or "
            + "a graph, or a table of events.",
        Arity = ArgumentArity.OneOrMore };
    private static readonly Option<PredictionFormat?> Format =
        new("--format") { Description = "csv or json; by the ending of --out, else csv in a pipe and a table in a terminal.",
        HelpName = "csv|json" };
    private static readonly Option<string?> Out = new("--out") { Description = "The file to write; standard output where left out.",
        HelpName = "file" };
    private static readonly Option<UnreadablePolicy> Unreadable =
        new("--unreadable") { Description = "What happens to images that cannot be read; either way they are named and counted.",
        DefaultValueFactory = _ => UnreadablePolicy.Skip };
    private static readonly Option<string[]> Classes = new("--expect-classes") { Description =
        "Refuse a model whose classes are not these, in this order.", AllowMultipleArgumentsPerToken = true, HelpName = "a,b,c" };
    private static readonly Option<string?> Architecture = new("--expect-architecture") { Description =
        "Refuse a model of another architecture.", HelpName = "name" };
    private static readonly Option<int> BatchSize = new("--batch-size") { Description = "Images at a time.",
        DefaultValueFactory = _ => 64 };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads of the engine; 0 takes all processors." };
    private static readonly Option<bool> BFloat16 = new("--bf16") { Description = "Run the network in bfloat16." };

    private static readonly Option<FileInfo?> Embeddings = new("--embeddings") { Description =
        "A file for the layer below the logits of each image, in the order of the predictions: .npy or .csv.", HelpName = "file" };
    private static readonly Option<DirectoryInfo?> GradCam = new("--grad-cam") { Description =
        "A folder for a picture of each image beside what speaks for its class.", HelpName = "folder" };

    public static Command Create()
    {
        var command = new Command("predict", "The class of each row or image, with a probability for every class.") { Model, Images,
            Format, Out, Unreadable, Classes, Architecture, BatchSize, Threads, ImageOptions.Device, BFloat16, Embeddings, GradCam };
        foreach (var option in DecisionArguments.OfPredictions.Concat(DecisionArguments.OfPredictedImages))
        {
            command.Options.Add(option);
        }

        TablePredictingArguments.AddTo(command);
        ImageDataArguments.AddReadingTo(command);
        HelpGroups.Add(command, "Graphs", GraphOptions.Nodes);
        Option[] shared = [GraphOptions.Nodes, Format, Out, .. DecisionArguments.OfPredictions, .. TablePredictingArguments.OfTablesAlone];
        Option[] ofImages = [.. command.Options.Except(shared)];
        var images = new DataArm(DataTasks.Images,
            (parsed, cancellationToken) => TensorWork.RunAsync(() => Run(parsed, cancellationToken))) { Own = ofImages };
        var tables = new DataArm(DataTasks.Tables, (parsed, cancellationToken) => Task.Run(() => TablePredictingArguments.Run(parsed,
            parsed.GetValue(Model)!, parsed.GetValue(Images)!, parsed.GetValue(Format), parsed.GetValue(Out), cancellationToken),
            cancellationToken)) { Own = TablePredictingArguments.OfTablesAlone };
        var labels = new DataArm(DataTasks.Labels, (parsed, cancellationToken) => Task.Run(() => MultiLabelArguments.Predict(parsed,
            parsed.GetValue(Images)!, TablePredictingArguments.SeveralLabels(parsed, parsed.GetValue(Model)!, parsed.GetValue(Images)!),
            parsed.GetValue(Format), parsed.GetValue(Out), cancellationToken), cancellationToken))
        { Shared = TablePredictingArguments.OfTablesAlone };
        var numbers = new DataArm(DataTasks.Numbers, (parsed, cancellationToken) => Task.Run(() => RegressionArguments.Predict(parsed,
            parsed.GetValue(Images)!, TablePredictingArguments.Numbers(parsed, parsed.GetValue(Model)!, parsed.GetValue(Images)!),
            parsed.GetValue(Format), parsed.GetValue(Out), cancellationToken), cancellationToken))
        { Shared = TablePredictingArguments.OfTablesAlone };
        var graphs = new DataArm(DataTasks.Graphs, (parsed, cancellationToken) => TensorWork.RunAsync(() =>
        {
            return GraphArguments.Predict(parsed, parsed.GetValue(Model)!, parsed.GetValue(Images)!, parsed.GetValue(Format),
                parsed.GetValue(Out), cancellationToken);
        })) { Own = [GraphOptions.Nodes] };
        var pixels = new DataArm(DataTasks.Pixels, (parsed, cancellationToken) => TensorWork.RunAsync(() =>
        {
            IgnoredOptions.Refuse(parsed, DecisionArguments.OfPredictions, "is for rows and images, and this is a model of pixels");
            return PixelPredictions.Run(parsed, parsed.GetValue(Model)!, parsed.GetValue(Images)!, parsed.GetValue(Format),
                parsed.GetValue(Out), cancellationToken);
        }));
        DataArms.OfModels(Model, graphs, pixels, labels, numbers, tables, images).Use(command);
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (model, images) = (parsed.GetValue(Model)!, parsed.GetValue(Images)!);
        var isOnnx = OnnxClassifier.Is(model);
        if (isOnnx)
            IgnoredOptions.Refuse(parsed, [ImageOptions.Device, Threads, BFloat16],
                "is for the own engine, and ONNX Runtime runs an .onnx file");
        var options = new ImagePredictingOptions
        {
            Model = model,
            Images = images,
            Manifest = ImageDataArguments.Manifest(parsed),
            MaximumPixels = ImageDataArguments.MaximumPixelsOf(parsed),
            Unreadable = parsed.GetValue(Unreadable),
            ExpectedClasses = Lists.Of(parsed.GetValue(Classes)),
            ExpectedArchitecture = parsed.GetValue(Architecture),
            BatchSize = parsed.GetValue(BatchSize),
            // Naming a device loads libtorch, which an ONNX file does not need.
            Device = isOnnx ? null : ComputeDevice.Parse(parsed.GetValue(ImageOptions.Device)!),
            BFloat16 = parsed.GetValue(BFloat16),
            Decision = DecisionArguments.Read(parsed),
            Embeddings = parsed.GetValue(Embeddings)?.FullName,
            GradCam = parsed.GetValue(GradCam)?.FullName,
        };
        options.Validate();
        foreach (var target in new[] { parsed.GetValue(Out), options.Embeddings }.OfType<string>())
        {
            OutputPath.RequireOther(target, [.. OutputPath.Within(model), .. images.SelectMany(OutputPath.Within)]);
        }

        if (parsed.GetValue(Threads) is > 0 and var threads)
        {
            torch.set_num_threads(threads);
        }

        Write(parsed, ImagePredicting.Run(options, new ConsoleEvents(), cancellationToken));
        return ExitCode.Ok;
    }

    private static void Write(ParseResult parsed, ImagePredictionResult result)
    {
        var (card, predictions, unreadable) = result;
        var file = parsed.GetValue(Out);
        PredictionFormat? byEnding = Path.GetExtension(file)?.ToUpperInvariant() switch { ".JSON" => PredictionFormat.Json,
            ".CSV" => PredictionFormat.Csv, _ => null };
        var format = parsed.GetValue(Format) ?? (parsed.GetValue(SharedOptions.Json) ? PredictionFormat.Json : byEnding);
        if (format is null && file is null && !Terminal.IsDataRedirected)
        {
            PredictionOutput.WriteTable(card, predictions);
            return;
        }

        var text = format == PredictionFormat.Json ? PredictionOutput.Json(parsed.GetValue(Model)!, card, predictions, unreadable)
            : PredictionDocument.Csv(card, predictions);
        if (file is null)
        {
            Terminal.WriteData(text);
            return;
        }

        AtomicFile.WriteText(file, text.EndsWith('\n') ? text : text + "\n");
        Terminal.Say($"{predictions.Count} {(predictions.Count == 1 ? "prediction" : "predictions")}: {file}");
    }
}
