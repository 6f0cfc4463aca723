using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>The rows as SMOTE-NC measures them: continuous columns, then one column per category with half the median deviation or 0.</summary>
internal sealed class NominalEncoding
{
    private readonly DenseMatrix _features;
    private readonly int[] _continuous;

    internal NominalEncoding(DenseMatrix features, int[] categorical, int[] minority)
    {
        if (categorical.Any(c => c >= features.Columns) || categorical.Length == features.Columns)
        {
            throw new ArgumentException(
                $"the rows have {features.Columns} columns and CategoricalColumns names {string.Join(", ", categorical)}: name columns that exist and leave one continuous, or use SMOTE-N");
        }

        _features = features;
        _continuous = [.. Enumerable.Range(0, features.Columns).Except(categorical)];
        Columns = [.. categorical.Select(c => new NominalCodes(features, c))];
        var deviations = ColumnMoments.Deviations(features, minority);
        Half = Median([.. _continuous.Select(c => deviations[c])]) / 2;
    }

    internal NominalCodes[] Columns { get; }

    /// <summary>Half the median standard deviation.</summary>
    internal double Half { get; }

    /// <summary>What one vote counts; 1 where the half deviation is 0.</summary>
    internal double Unit => Half == 0 ? 1 : Half;

    internal DenseMatrix Encode(int[] rows)
    {
        var encoded = new DenseMatrix(rows.Length, _continuous.Length + Columns.Sum(c => c.Values.Length));
        for (var i = 0; i < rows.Length; i++)
        {
            var source = _features.Row(rows[i]);
            var target = encoded.Row(i);
            for (var c = 0; c < _continuous.Length; c++)
            {
                target[c] = source[_continuous[c]];
            }

            var offset = _continuous.Length;
            foreach (var column in Columns)
            {
                target[offset + column.CodeOf(rows[i])] = Half;
                offset += column.Values.Length;
            }
        }

        return encoded;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
