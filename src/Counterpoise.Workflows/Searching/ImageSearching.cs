using System.Globalization;
using Counterpoise.Learning.Methods;
using Counterpoise.Learning.Training;
using Counterpoise.Metrics;
using Counterpoise.Search.Trials;
using Counterpoise.Vision.Experiments;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Searching;

/// <summary>
/// Searches methods, learning rates and networks on images: trials see training and validation images, the best settings the test split
/// once.
/// </summary>
public sealed class ImageSearching
{
    private const int HalvingFactor = 3;
    private readonly ImageSearchingOptions _options;
    private readonly IProgress<WorkflowEvent>? _events;
    private readonly CancellationToken _cancellationToken;
    private readonly string[] _networks;
    private readonly SearchParameter[] _space;
    private readonly bool _higherIsBetter;
    private string _training = "";

    private ImageSearching(ImageSearchingOptions options, IProgress<WorkflowEvent>? events, CancellationToken cancellationToken)
    {
        (_options, _events, _cancellationToken) = (options, events, cancellationToken);
        _networks = options.Networks.Count > 0 ? [.. options.Networks] : [options.Experiment.Architecture];
        _space =
        [
            new CategoricalParameter("method", options.Methods), new CategoricalParameter("network", _networks),
            new FloatParameter("learning rate", options.LeastRate, options.MostRate, IsLogarithmic: true),
        ];
        _higherIsBetter = StandardMetrics.All().First(m => m.Name == options.Experiment.Training.WatchedMetric).HigherIsBetter;
    }

    /// <summary>Runs the search; trials that a folder holds are not run again.</summary>
    /// <param name="options">What is searched, and where it is kept.</param>
    /// <param name="events">Told how far it is; null for nobody.</param>
    /// <param name="cancellationToken">Stops within a trial; with a folder the same call goes on with the next one.</param>
    /// <exception cref="Counterpoise.Options.InvalidOptionsException">An option is out of its range.</exception>
    /// <exception cref="InputException">The images or the options cannot be used.</exception>
    /// <exception cref="InvalidDataException">The folder holds the trials of another search.</exception>
    public static ImageSearchingResult Run(ImageSearchingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        options.Experiment.Training.RequireWatchable(hasValidation: true);
        return new ImageSearching(options, events, cancellationToken).Run();
    }

    private ImageSearchingResult Run()
    {
        if (_options.Folder is { } folder)
        {
            ImageInputs.RequireOutside(_options.Data.Path, folder);
            Directory.CreateDirectory(folder);
        }

        var data = new ImageData(_options.Data, _events);
        var images = data.Check(data.Find(), _cancellationToken);
        if (_options.Folder is { } kept)
        {
            images.KeepOrRequire(Path.Combine(kept, "images.fingerprint"), "name another --out");
        }

        var splits = data.Split(images.Dataset, _options.Seed);
        images.NoteLeaks("", [(_options.Seed, splits)]);
        // All else that decides what a trial comes to: the split, the network's options, augmentation and training.
        _training = ImageExperiment.Key(splits, Method.Named(_options.Methods[0]), Settings(_networks[0], 1, _options.TrialEpochs),
            _options.Seed, "own").Hash;
        var trials = _options.Kind == SearchKind.Halving ? Halve(splits) : Search(splits);
        // Of halving, those that went on to the largest budget.
        var last = trials.Max(t => t.Epochs);
        var best = trials.Where(t => t.Epochs == last && t.Metric is not null)
            .MaxBy(t => (_higherIsBetter ? t.Metric : -t.Metric, -t.Number))
            ?? throw new InvalidOperationException(
                $"all {trials.Length} trainings failed, so there are no best settings: lower the largest learning rate");
        _events.Note(string.Create(CultureInfo.InvariantCulture,
            $"best by validation: {best.Method}, {best.Network}, learning rate {best.LearningRate:G3}; it is trained with "
            + $"{_options.Experiment.Training.Epochs} epochs and tested once"));
        var trained = ImageExperiment.Run(
            splits, Method.Named(best.Method), Settings(best.Network, best.LearningRate, _options.Experiment.Training.Epochs),
                _options.Seed, "own",
            progress: new TrainingEvents("best", _events), cancellationToken: _cancellationToken);
        trained.Classifier.Dispose();
        return new ImageSearchingResult(_options.Experiment.Training.WatchedMetric, trials, best, trained.Test);
    }

    private SearchedTrial[] Search(ImageSplits splits)
    {
        ITrialSuggestions suggestions = _options.Kind == SearchKind.Tpe ? new TreeParzenSuggestions(_options.Seed)
            : new RandomSuggestions(_options.Seed);
        var trials = TrialSearch.Run(_space, suggestions, _options.Trials,
            (number, values) => Objective(splits, number, values, _options.TrialEpochs), File("trials.jsonl"),
            cancellationToken: _cancellationToken);
        return [.. trials.Select(t => Told(t, _options.TrialEpochs))];
    }

    private SearchedTrial[] Halve(ImageSplits splits)
    {
        var random = new RandomSuggestions(_options.Seed);
        var points = Enumerable.Range(0, _options.Trials).Select(i => (IReadOnlyList<double>)random.Next(_space, i, [])).ToArray();
        var files = new Dictionary<int, TrialFile>();
        double Known(int number, IReadOnlyList<double> values, int epochs)
        {
            var file = files.TryGetValue(epochs, out var open) ? open
                : files[epochs] = File(FormattableString.Invariant($"trials-{epochs}.jsonl"));
            if (file.Trials.FirstOrDefault(t => t.Number == number) is { } done)
            {
                return done.Objective;
            }

            var objective = Objective(splits, number, values, epochs);
            file.Add(new Trial(number, values, objective));
            return objective;
        }

        var rounds = SuccessiveHalving.Run(points, _options.TrialEpochs, _options.Experiment.Training.Epochs, HalvingFactor, Known,
            _cancellationToken);
        return [.. rounds.SelectMany(round => round.Trials.Select(t => Told(t, round.Budget)))];
    }

    // Files of trials are known by these, whatever the members are called.
    private static string NameOf(SearchKind kind) => kind switch
    {
        SearchKind.Tpe => "Tpe",
        SearchKind.Random => "Random",
        _ => "Halving",
    };

    private TrialFile File(string name) => new(
        _options.Folder is { } folder ? Path.Combine(folder, name) : null, _space,
        string.Create(CultureInfo.InvariantCulture,
            $"{NameOf(_options.Kind)}, seed {_options.Seed}, {_options.TrialEpochs} epochs, size {_options.Experiment.ImageSize}, batch "
            + $"{_options.Experiment.Training.BatchSize}, {_options.Experiment.Training.WatchedMetric}, pretrained "
            + $"{_options.Experiment.Pretrained ?? "nothing"}, training {_training}"));

    /// <summary>What is minimised; NaN for a training that came to no finite loss.</summary>
    private double Objective(ImageSplits splits, int number, IReadOnlyList<double> values, int epochs)
    {
        var trial = Told(new Trial(number, values, double.NaN), epochs);
        var name = string.Create(CultureInfo.InvariantCulture, $"trial {number}, {trial.Method}, {trial.Network}, {trial.LearningRate:G3}");
        try
        {
            var result = ImageExperiment.Validate(splits, Method.Named(trial.Method), Settings(trial.Network, trial.LearningRate, epochs),
                _options.Seed, new TrainingEvents(name, _events), _cancellationToken);
            return _higherIsBetter ? -result.BestMetric!.Value : result.BestMetric!.Value;
        }
        catch (DivergedException fault)
        {
            _events.Warn($"{name}: {fault.Message}; it counts as the worst");
            return double.NaN;
        }
    }

    private SearchedTrial Told(Trial trial, int epochs) => new(
        trial.Number, _options.Methods[(int)trial.Values[0]], _networks[(int)trial.Values[1]], trial.Values[2], epochs,
        double.IsNaN(trial.Objective) ? null : _higherIsBetter ? -trial.Objective : trial.Objective);

    private ImageExperimentOptions Settings(string network, double rate, int epochs) => _options.Experiment with
    {
        Architecture = network,
        Training = _options.Experiment.Training with { LearningRate = rate, Epochs = epochs,
            WarmUpEpochs = Math.Min(_options.Experiment.Training.WarmUpEpochs, epochs - 1) },
    };
}
