using Counterpoise.ImbalancedRegression;
using Counterpoise.Numerics;
using Counterpoise.Pipelines;
using Counterpoise.Randomness;
using Counterpoise.SavedModels;
using Counterpoise.Statistics;
using Counterpoise.Tables;

namespace Counterpoise.TableModels;

/// <summary>
/// A model that predicts a number for each row of a table, with everything that predicting needs: preparation of the columns, regressor,
/// correction, and which targets are rare. It is saved in one file, whose predictions after loading are equal bit for bit.
/// </summary>
/// <remarks>The format is that of <see cref="PartFile"/>; see docs/regression.md for its parts.</remarks>
public sealed class RegressionModel : IDisposable
{
    private readonly FeaturePreparation _preparation;

    internal RegressionModel(RegressionModelCard card, IFittedRegressor regressor, RowPrints seen)
    {
        (Card, Regressor, Seen) = (card, regressor, seen);
        _preparation = FeaturePreparation.From(card.Columns);
        Relevance = new RelevanceFunction(card.Relevance);
    }

    /// <summary>What it is.</summary>
    public RegressionModelCard Card { get; }

    /// <summary>The fitted regressor, which sees prepared columns.</summary>
    public IFittedRegressor Regressor { get; }

    /// <summary>Which targets are rare, by those of the training rows.</summary>
    public RelevanceFunction Relevance { get; }

    internal RowPrints Seen { get; }

    /// <summary>Trains. One fit; the method <c>post-hoc</c> costs three more.</summary>
    /// <param name="training">The features; groups and times are not heeded.</param>
    /// <param name="targets">The target of each row, finite.</param>
    /// <param name="options">How.</param>
    /// <param name="program">The version of the program, which is kept with the model.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">
    /// Lengths differ, a target is not finite, none is rare, or the rows do not fit the method or the regressor.
    /// </exception>
    public static RegressionModel Train(Table training, IReadOnlyList<double> targets, RegressionModelOptions options, string program = "",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(options);
        double[] y = [.. targets];
        if (y.Length != training.RowCount)
            throw new ArgumentException($"found {y.Length} targets for {training.RowCount} rows; expected one per row", nameof(targets));
        Samples.Require(y, 1);
        options.Resampling.Validate();
        var relevance = options.Resampling.Relevance ?? RelevanceFunction.Of(y, options.Side);
        var set = new RegressionTrainingSet(training, y, options.Resampling, options.Smoothing,
            purpose => new RandomStream(options.Seed, purpose));
        var rows = set.Rows(options.Method, relevance, cancellationToken);
        var line = options.Method == RegressionMethod.PostHoc ? set.Line(options.Regressor, relevance, cancellationToken) : null;
        var fitted = set.Fit(options.Regressor, rows, cancellationToken);
        return new RegressionModel(new RegressionModelCard
        {
            Program = program,
            Target = options.Target,
            Regressor = options.Regressor.Name,
            RegressorOptions = options.RegressorOptions,
            Method = options.Method.Name,
            MethodOptions = options.MethodOptions,
            Seed = options.Seed,
            TrainingRows = y.Length,
            RareRows = y.Count(v => relevance.At(v) >= options.Resampling.Threshold),
            Least = y.Min(),
            Largest = y.Max(),
            Relevance = relevance.Points,
            RareFrom = options.Resampling.Threshold,
            Correction = line,
            Columns = set.Preparation.Columns,
            Notes = [.. rows.Notes, .. set.Preparation.DroppedColumns.Select(c =>
                $"column '{c}' has no value in the training rows and was left out")],
        }, fitted, RowPrints.Of(set.AsTheyAre.Features));
    }

    /// <summary>The same model with what people know of it besides; it takes this one's place.</summary>
    /// <param name="reading">How the training file was read, by names.</param>
    /// <param name="ignoredColumns">Columns of the training file that it does not take.</param>
    /// <param name="commandLine">The command line that trained it; empty where there was none.</param>
    public RegressionModel Describe(IReadOnlyDictionary<string, string> reading, IReadOnlyList<string> ignoredColumns,
        string commandLine) =>
        new(Card with { Reading = reading, IgnoredColumns = ignoredColumns, CommandLine = commandLine }, Regressor, Seen);

    /// <summary>Whether a file begins as a saved model of numbers does.</summary>
    /// <param name="path">The file; it need not be there.</param>
    public static bool Is(string path) => PartFile.Is(path) && PartFile.Task(path) == RegressionModelFile.Task;

    /// <summary>Predicts a number for each row.</summary>
    /// <param name="rows">Rows that have the model's columns, in any order and among others, each of its kind.</param>
    /// <returns>[rows], in units of the target.</returns>
    /// <exception cref="ArgumentException">A column is missing, or of another kind.</exception>
    public double[] Predict(Table rows)
    {
        var predictions = Regressor.Predict(Prepare(rows));
        return Card.Correction?.Correct(predictions) ?? predictions;
    }

    /// <summary>How many rows equal a training row in every column, so that an evaluation on them says nothing of new rows.</summary>
    /// <param name="rows">Rows that have the model's columns.</param>
    public int CountSeen(Table rows) => Seen.Count(Prepare(rows));

    /// <summary>Writes the model, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="codecs">The regressors that can be written; null for those of the core.</param>
    /// <exception cref="NotSupportedException">No codec is for the regressor.</exception>
    public void Save(string path, RegressorCodecs? codecs = null) =>
        PartFile.Write(path, part => RegressionModelFile.Write(this, part, codecs ?? StandardCodecs.Regressors));

    /// <summary>Reads a model. What is read is checked, and none of it is run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="codecs">The regressors that can be read; null for those of the core.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no model of numbers, damaged, or says what cannot be.</exception>
    public static RegressionModel Load(string path, RegressorCodecs? codecs = null) =>
        PartFile.Read(path, part => RegressionModelFile.Read(part, codecs ?? StandardCodecs.Regressors));

    /// <inheritdoc/>
    public void Dispose() => Regressor.Dispose();

    private DenseMatrix Prepare(Table rows) => ModelParts.Prepare(rows, Card.Columns, _preparation);
}
