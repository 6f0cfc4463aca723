using System.CommandLine;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Files;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise predict model images…</c>: the class of each image, with a probability for every class.</summary>
internal sealed class PredictVerb : IVerb
{
    private static readonly Argument<string> Model = new("model") { Description = "A run's folder, or its checkpoints/best.safetensors." };
    private static readonly Argument<string[]> Images = new("images") { Description = "Image files, folders of images, archives (.tar, .tar.gz, .zip) or tables of images (.csv, .tsv).", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<PredictionFormat?> Format = new("--format") { Description = "csv or json; by the ending of --out, else csv in a pipe and a table in a terminal.", HelpName = "csv|json" };
    private static readonly Option<string?> Out = new("--out") { Description = "The file to write; standard output where left out.", HelpName = "file" };
    private static readonly Option<UnreadablePolicy> Unreadable = new("--unreadable") { Description = "What happens to images that cannot be read; either way they are named and counted.", DefaultValueFactory = _ => UnreadablePolicy.Skip };
    private static readonly Option<string[]> Classes = new("--expect-classes") { Description = "Refuse a model whose classes are not these, in this order.", AllowMultipleArgumentsPerToken = true, HelpName = "a,b,c" };
    private static readonly Option<string?> Architecture = new("--expect-architecture") { Description = "Refuse a model of another architecture.", HelpName = "name" };
    private static readonly Option<int> BatchSize = new("--batch-size") { Description = "Images at a time.", DefaultValueFactory = _ => 64 };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads of the engine; 0 takes all processors." };
    private static readonly Option<bool> BFloat16 = new("--bf16") { Description = "Run the network in bfloat16." };

    public static Command Create()
    {
        var command = new Command("predict", "The class of each image, with a probability for every class.") { Model, Images, Format, Out, Unreadable, Classes, Architecture, BatchSize, Threads, BFloat16 };
        foreach (var option in ImageDecision.OfPredictions)
        {
            command.Options.Add(option);
        }

        ImageDataOptions.AddReadingTo(command);

        command.SetAction((parsed, cancellationToken) => TensorWork.RunAsync(() => Run(parsed, cancellationToken)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(BatchSize) is < 1 and var size)
        {
            throw new InputException($"--batch-size is {size}; it must be at least 1");
        }

        var files = ImageFiles.Open(parsed.GetValue(Images)!, new ImageFolderOptions(), ImageDataOptions.Manifest(parsed));
        if (parsed.GetValue(Out) is { } target)
        {
            OutputPath.RequireOther(target, [.. OutputPath.Within(parsed.GetValue(Model)!), .. parsed.GetValue(Images)!.SelectMany(OutputPath.Within)]);
        }

        if (parsed.GetValue(Threads) is > 0 and var threads)
        {
            torch.set_num_threads(threads);
        }

        using var classifier = ModelFile.Load(parsed.GetValue(Model)!, parsed.GetValue(Architecture), Lists.Of(parsed.GetValue(Classes)));
        var decide = ImageDecision.OfEach(parsed, classifier.Card);
        var loader = new ImageLoader(files, classifier.Evaluation, new ImageLoaderOptions { Normalization = classifier.Normalization, MaximumPixels = ImageDataOptions.MaximumPixelsOf(parsed), SixteenBitDepth = classifier.Card.SixteenBitDepth, Unreadable = parsed.GetValue(Unreadable) });
        var progress = new CountConsole("predicted", files.Count);
        var predictions = new List<ImagePrediction>();
        foreach (var prediction in ImagePredictor.Run(classifier, loader, parsed.GetValue(BatchSize), parsed.GetValue(BFloat16), cancellationToken))
        {
            predictions.Add(decide(prediction));
            progress.Report(predictions.Count);
        }

        TrainingConsole.Clear();
        UnreadableImages.Tell(loader.Unreadable, files.Count);
        if (predictions.Count == 0)
        {
            throw new InputException($"none of the {files.Count} images can be read, so there is nothing to predict");
        }

        Write(parsed, classifier.Card, predictions, loader.Unreadable);
        return ExitCode.Ok;
    }

    private static void Write(ParseResult parsed, Vision.Models.ModelCard card, List<ImagePrediction> predictions, IReadOnlyList<UnreadableImage> unreadable)
    {
        var file = parsed.GetValue(Out);
        PredictionFormat? byEnding = Path.GetExtension(file)?.ToUpperInvariant() switch { ".JSON" => PredictionFormat.Json, ".CSV" => PredictionFormat.Csv, _ => null };
        var format = parsed.GetValue(Format) ?? (parsed.GetValue(SharedOptions.Json) ? PredictionFormat.Json : byEnding);
        if (format is null && file is null && !Console.IsOutputRedirected)
        {
            PredictionDocument.WriteTable(card, predictions);
            return;
        }

        var text = format == PredictionFormat.Json ? PredictionDocument.Json(parsed.GetValue(Model)!, card, predictions, unreadable) : PredictionDocument.Csv(card, predictions);
        if (file is null)
        {
            Terminal.WriteData(text);
            return;
        }

        AtomicFile.WriteText(file, text.EndsWith('\n') ? text : text + "\n");
        Terminal.Say($"{predictions.Count} predictions: {file}");
    }
}
