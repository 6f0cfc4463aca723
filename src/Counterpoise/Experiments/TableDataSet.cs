using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Counterpoise.Splits;
using Counterpoise.Tables;

namespace Counterpoise.Experiments;

/// <summary>A data set with the folds on which every method is tried.</summary>
public sealed class TableDataSet
{
    private readonly Lazy<string> _fingerprint;
    private readonly int? _positive;

    /// <summary>Creates a data set.</summary>
    /// <param name="name">A short name, unique within a comparison.</param>
    /// <param name="folds">At least one fold.</param>
    /// <exception cref="ArgumentException">There is no fold, a fold has no labels, or classes differ between folds.</exception>
    public TableDataSet(string name, IReadOnlyList<TableFold> folds) : this(name, folds, null)
    {
    }

    private TableDataSet(string name, IReadOnlyList<TableFold> folds, int? positive)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(folds);
        if (folds.Count == 0)
            throw new ArgumentException($"data set '{name}' has no fold; expected at least one", nameof(folds));
        ClassNames = [.. folds[0].Training.RequireLabels().Classes];
        if (folds.Any(f => !f.Training.RequireLabels().Classes.SequenceEqual(ClassNames)
            || !f.Test.RequireLabels().Classes.SequenceEqual(ClassNames)))
            throw new ArgumentException(
                $"data set '{name}' names its classes differently in different folds; select all folds from one table", nameof(folds));
        (Name, Folds, _positive) = (name, folds, positive);
        _fingerprint = new Lazy<string>(Hash);
    }

    /// <summary>A short name.</summary>
    public string Name { get; }

    /// <summary>The folds.</summary>
    public IReadOnlyList<TableFold> Folds { get; }

    /// <summary>The classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>
    /// The class that measures of two classes take for positive: that of <see cref="WithPositive"/>, else the minority class of all
    /// training rows, the second where both are as common; 1 with more classes.
    /// </summary>
    public int PositiveClass
    {
        get
        {
            if (_positive is { } named)
                return named;
            // Over all folds, so that a fold of early times, in which the other class happens to be the minority, does not turn the measure
            // around.
            var counts = TrainingCounts();
            return counts.Length == 2 && counts[0] < counts[1] ? 0 : 1;
        }
    }

    /// <summary>The same folds with another positive class; finished results of another one are not taken for its own.</summary>
    /// <param name="positive">The class, 0 or 1.</param>
    /// <exception cref="ArgumentException">There are not two classes, or it is none of them.</exception>
    public TableDataSet WithPositive(int positive) => ClassNames.Count == 2 && positive is 0 or 1
        ? new TableDataSet(Name, Folds, positive)
        : throw new ArgumentException($"the positive class of data set '{Name}' was to be {positive}; expected 0 or 1, of two classes",
            nameof(positive));

    /// <summary>Rows of each class over the training splits of all folds.</summary>
    public int[] TrainingCounts() => Folds.Select(f => f.Training.RequireLabels().ClassCounts())
        .Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]);

    /// <summary>A hash of every cell, label and fold, so that a finished result is never taken for that of other data.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>Makes the folds of one table out of the test places of each fold.</summary>
    /// <param name="name">A short name.</param>
    /// <param name="table">All rows, with labels.</param>
    /// <param name="testRows">For each fold the places of its test rows; all others train.</param>
    public static TableDataSet FromFolds(string name, Table table, IReadOnlyList<int[]> testRows)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(testRows);
        return new TableDataSet(name, [.. testRows.Select((test, fold) =>
        {
            var held = new HashSet<int>(test);
            return new TableFold(fold, table.Select([.. Enumerable.Range(0, table.RowCount).Where(i => !held.Contains(i))]),
                table.Select(test));
        })]);
    }

    /// <summary>
    /// Makes the folds of one table out of splits, such as those of <see cref="TimeSplit"/>, in which a fold trains on the past alone.
    /// </summary>
    /// <param name="name">A short name.</param>
    /// <param name="table">All rows, with labels.</param>
    /// <param name="splits">At least one; rows that are in neither part of a split are left out of its fold, validation rows too.</param>
    public static TableDataSet FromSplits(string name, Table table, IReadOnlyList<Split> splits)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(splits);
        return new TableDataSet(name, [.. splits.Select((split, fold) =>
            new TableFold(fold, table.Select(split.Train), table.Select(split.Test)))]);
    }

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        foreach (var part in Folds.SelectMany(f => new[] { f.Training, f.Test }))
        {
            Add($"{part.RowCount}");
            foreach (var column in part.Columns)
            {
                Add(column.Name);
                for (var i = 0; i < column.Count; i++)
                {
                    Add(column.Text(i));
                }
            }

            Add(string.Join(' ', part.RequireLabels().Codes.ToArray()));
            if (part.Weights is { } weights)
                Add($"weights {string.Join(' ', weights.Select(w => w.ToString("R", CultureInfo.InvariantCulture)))}");
            if (part.Groups?.Name == RepeatedRows.GroupName)
                Add(RepeatedRows.GroupName);
        }

        if (_positive is { } positive)
            Add($"positive {positive}");
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
