using System.Globalization;
using System.Runtime.InteropServices;
using Counterpoise.Classifiers;
using Counterpoise.Files;
using Counterpoise.Numerics;

namespace Counterpoise.Boosting;

/// <summary>Trees that <see cref="GradientBoosting"/> or <see cref="RandomForest"/> has learned; predicting is safe from several threads.</summary>
public sealed unsafe class BoostedTrees : IFittedClassifier, IDisposable
{
    private const string ClassesAttribute = "counterpoise_classes";
    private readonly BoosterHandle _booster;
    private readonly int _threads;

    internal BoostedTrees(BoosterHandle booster, int classCount, int threads)
    {
        (_booster, ClassCount, _threads) = (booster, classCount, threads);
        XgBoostException.ThrowIfFailed(Native.FeatureCount(booster, out var columns));
        ColumnCount = (int)columns;
    }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>Number of columns of the training rows.</summary>
    public int ColumnCount { get; }

    /// <summary>Rounds of boosting that the model keeps: all of them, or those up to the best where it stopped early.</summary>
    public int Rounds => _booster.Rounds;

    /// <summary>The loss of the validation rows after each round, also of the rounds that were dropped; empty without early stopping.</summary>
    public IReadOnlyList<double> ValidationLoss { get; internal init; } = [];

    /// <inheritdoc/>
    public double[] PredictProbabilities(DenseMatrix features)
    {
        TrainingRows.CheckWidth(features, ColumnCount);
        if (features.Rows == 0)
            return [];
        using var rows = MatrixHandle.Of(features, _threads);
        var values = _booster.Predict(rows, margins: false);
        return ClassCount == 2 ? Pairs(values) : Distributions(values);
    }

    /// <summary>How much each column counts in the trees; 0 for a column without a split.</summary>
    /// <param name="kind">What is counted.</param>
    /// <returns>One number per column, at least 0.</returns>
    public double[] FeatureImportance(ImportanceKind kind = ImportanceKind.Gain)
    {
        var name = kind switch { ImportanceKind.Gain => "gain", ImportanceKind.TotalGain => "total_gain", ImportanceKind.SplitCount => "weight", _ => "cover" };
        XgBoostException.ThrowIfFailed(Native.FeatureScore(_booster, $$"""{"importance_type":"{{name}}"}""", out var count, out var names, out _, out _, out var scores));
        var importance = new double[ColumnCount];
        for (var i = 0; i < (int)count; i++)
        {
            // Columns without a name are called f0, f1, …
            importance[int.Parse(Marshal.PtrToStringUTF8(names[i])!.AsSpan(1), CultureInfo.InvariantCulture)] = scores[i];
        }

        return importance;
    }

    /// <summary>Writes the model in XGBoost's JSON format, whole or not at all; other XGBoost bindings read it.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    public void Save(string path)
    {
        XgBoostException.ThrowIfFailed(Native.SetAttribute(_booster, ClassesAttribute, ClassCount.ToString(CultureInfo.InvariantCulture)));
        XgBoostException.ThrowIfFailed(Native.Save(_booster, """{"format":"json"}""", out var length, out var bytes));
        var model = new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
        AtomicFile.Write(path, stream => stream.Write(model));
    }

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="threads">Threads that predict, at least 1.</param>
    /// <exception cref="InvalidDataException">The file is no such model.</exception>
    public static BoostedTrees Load(string path, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        XgBoostLibrary.Require();
        var bytes = File.ReadAllBytes(path);
        var booster = BoosterHandle.Create();
        try
        {
            XgBoostException.ThrowIfFailed(Native.Load(booster, bytes, (ulong)bytes.Length));
            booster.Set("nthread", threads);
            XgBoostException.ThrowIfFailed(Native.GetAttribute(booster, ClassesAttribute, out var value, out var found));
            return found == 1
                ? new BoostedTrees(booster, int.Parse(Marshal.PtrToStringUTF8(value)!, CultureInfo.InvariantCulture), threads)
                : throw new InvalidDataException($"{path}: the model does not name its number of classes; save it with BoostedTrees.Save");
        }
        catch (XgBoostException error)
        {
            booster.Dispose();
            throw new InvalidDataException($"{path}: not a model of XGBoost that this library reads: {error.Message}", error);
        }
        catch
        {
            booster.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _booster.Dispose();

    private static double[] Pairs(float[] positive)
    {
        var pairs = new double[positive.Length * 2];
        for (var i = 0; i < positive.Length; i++)
        {
            (pairs[2 * i], pairs[(2 * i) + 1]) = (1.0 - positive[i], positive[i]);
        }

        return pairs;
    }

    /// <summary>Single precision leaves a row's sum off by 1e-7; a distribution sums to 1.</summary>
    private double[] Distributions(float[] values)
    {
        var probabilities = Array.ConvertAll(values, v => (double)v);
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
