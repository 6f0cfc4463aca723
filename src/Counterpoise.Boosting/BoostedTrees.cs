using System.Text.Json;
using Counterpoise.ClassifierForms;
using Counterpoise.Classifiers;
using Counterpoise.Explanations;
using Counterpoise.Files;
using Counterpoise.Numerics;

namespace Counterpoise.Boosting;

/// <summary>
/// Trees that <see cref="GradientBoosting"/> or <see cref="RandomForest"/> has learned; predicting is safe from several threads.
/// </summary>
public sealed class BoostedTrees : IFittedClassifier, IDisposable
{
    private readonly ITreeModel _model;
    private readonly CategoryCodes _codes;
    private readonly int _threads;

    internal BoostedTrees(ITreeModel model, CategoryCodes codes, int threads) =>
        (_model, _codes, _threads, ClassCount, Rounds) = (model, codes, threads, model.ClassCount, model.Rounds);

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Number of columns of the training rows.</summary>
    public int ColumnCount => _codes.Width;

    /// <summary>
    /// Rounds that the model keeps: all of them, those up to the best where it stopped early, or those up to the last that found a split. A
    /// forest of LightGBM counts its trees, one of XGBoost is a single round.
    /// </summary>
    public int Rounds { get; }

    /// <summary>The library that grew the trees.</summary>
    public BoostingEngine Engine => _model is LightGbmModel ? BoostingEngine.LightGbm : BoostingEngine.XgBoost;

    /// <summary>
    /// The loss of the validation rows after each round, also of the rounds that were dropped; empty without validation rows.
    /// </summary>
    public IReadOnlyList<double> ValidationLoss { get; internal init; } = [];

    /// <inheritdoc/>
    public double[] PredictProbabilities(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, ColumnCount);
        if (features.Rows == 0)
            return [];
        var values = _model.Predict(_codes.Apply(features), _threads);
        return ClassCount == 2 ? Pairs(values) : Distributions(values);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">XGBoost has grown the trees.</exception>
    public ClassifierForm Describe() => Engine == BoostingEngine.LightGbm ? LightGbmTrees.Read(Serialize(), _codes)
        : throw new NotSupportedException(
            "trees of XGBoost, which compares and adds in single precision, cannot be written as a formula: take forest or boosting");

    /// <summary>
    /// How much each column counts in the trees; 0 for a column without a split. What counts for a categorical column stands in equal parts
    /// at its columns of 0 and 1.
    /// </summary>
    /// <param name="kind">What is counted.</param>
    /// <returns>One number per column, at least 0.</returns>
    /// <exception cref="NotSupportedException">The library does not count that.</exception>
    public double[] FeatureImportance(ImportanceKind kind = ImportanceKind.Gain) => _codes.Spread(_model.Importance(kind));

    /// <summary>
    /// Explains rows by exact path-dependent TreeSHAP of the library: how much each column moved the scores before the link (log-odds of
    /// two classes, softmax scores of several), not the probabilities. Of two classes those of the first are those of the second with the
    /// other sign.
    /// </summary>
    /// <param name="features">n rows of as many columns as the model was fitted to.</param>
    /// <returns>One value per entry of <see cref="Groups"/>, that is per column, and one for the columns of 0 and 1 of a categorical column
    /// together.</returns>
    /// <exception cref="ArgumentException">The number of columns differs.</exception>
    /// <remarks>
    /// Reference: Lundberg et al., "From local explanations to global understanding with explainable AI for trees", Nature MI 2020,
    /// doi:10.1038/s42256-019-0138-9.
    /// </remarks>
    public Attribution Explain(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, ColumnCount);
        var (columns, outputs) = (_codes.Count, ClassCount == 2 ? 1 : ClassCount);
        var found = features.Rows == 0 ? new double[outputs * (columns + 1)] : _model.Contributions(_codes.Apply(features), _threads);
        var (bases, values) = (new double[ClassCount], new double[features.Rows * ClassCount * columns]);
        for (var i = 0; i < features.Rows; i++)
        {
            for (var c = 0; c < ClassCount; c++)
            {
                var from = found.AsSpan(((i * outputs) + (outputs == 1 ? 0 : c)) * (columns + 1), columns + 1);
                var sign = outputs == 1 && c == 0 ? -1 : 1;
                bases[c] = sign * from[columns];
                for (var j = 0; j < columns; j++)
                {
                    values[(((i * ClassCount) + c) * columns) + j] = sign * from[j];
                }
            }
        }

        return new Attribution(bases, values, features.Rows, columns);
    }

    /// <summary>The columns of the rows that each value of <see cref="Explain"/> is for.</summary>
    public IReadOnlyList<Range> Groups => _codes.Groups;

    /// <summary>
    /// Writes the model in the format of its library, whole or not at all: LightGBM's text or XGBoost's JSON, which its other bindings
    /// read.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    public void Save(string path)
    {
        var model = Serialize();
        AtomicFile.Write(path, stream => stream.Write(model));
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote; its first bytes tell which library it belongs to.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threads">Threads that predict, at least 1.</param>
    /// <exception cref="InvalidDataException">The file is no such model.</exception>
    /// <exception cref="DllNotFoundException">The library of the model is not there.</exception>
    public static BoostedTrees Load(string path, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return Read(File.ReadAllBytes(path), path, threads);
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    /// <summary>The model in the format of its library.</summary>
    internal byte[] Serialize() => _model.Serialize(_codes.ToString());

    /// <summary>Reads what <see cref="Serialize"/> gave; what stands in it is checked before a library sees it.</summary>
    internal static BoostedTrees Read(byte[] bytes, string path, int threads)
    {
        try
        {
            if (bytes.AsSpan().StartsWith("tree\n"u8))
            {
                LightGbmLibrary.Require();
                LightGbmText.Check(bytes);
                return Restore(LightGbmModel.Deserialize(bytes), threads);
            }

            if (!bytes.AsSpan().StartsWith("{"u8))
                throw new InvalidDataException(
                    $"{path}: a model begins with 'tree' (LightGBM) or '{{' (XGBoost), and this file with neither");
            XgBoostLibrary.Require();
            XgBoostText.Check(bytes);
            return Restore(XgBoostModel.Deserialize(bytes, threads)
                ?? throw new InvalidDataException(
                $"{path}: the model does not name its number of classes; save it with BoostedTrees.Save"), threads);
        }
        catch (Exception error) when (
            error is XgBoostException or LightGbmException or FormatException or OverflowException or ArgumentException or JsonException)
        {
            throw new InvalidDataException($"{path}: not a model that its library reads: {error.Message}", error);
        }
    }

    private static BoostedTrees Restore((ITreeModel Model, string? Columns) read, int threads)
    {
        try
        {
            var codes = read.Columns is { } columns ? CategoryCodes.Parse(columns) : new CategoryCodes(read.Model.ColumnCount, []);
            return codes.Count == read.Model.ColumnCount ? new BoostedTrees(read.Model, codes, threads)
                : throw new FormatException($"the trees split {read.Model.ColumnCount} columns, and its note tells of {codes.Count}");
        }
        catch
        {
            read.Model.Dispose();
            throw;
        }
    }

    private static double[] Pairs(double[] positive)
    {
        var pairs = new double[positive.Length * 2];
        for (var i = 0; i < positive.Length; i++)
        {
            (pairs[2 * i], pairs[(2 * i) + 1]) = (1.0 - positive[i], positive[i]);
        }

        return pairs;
    }

    /// <summary>XGBoost's single precision leaves a row's sum off by 1e-7; a distribution sums to 1.</summary>
    private double[] Distributions(double[] probabilities)
    {
        for (var i = 0; i < probabilities.Length; i += ClassCount)
        {
            var row = probabilities.AsSpan(i, ClassCount);
            var sum = 0.0;
            foreach (var p in row)
            {
                sum += p;
            }

            foreach (ref var p in row)
            {
                p /= sum;
            }
        }

        return probabilities;
    }
}
