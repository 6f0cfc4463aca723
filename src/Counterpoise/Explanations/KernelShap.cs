using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Explanations;

/// <summary>
/// KernelSHAP: Shapley values of any model. A coalition of columns keeps its values, the others take those of background rows; the values
/// are the weighted least squares fit of the mean outputs, with weights (M − 1) / (C(M, k) k (M − k)) and the empty and the full coalition
/// exact.
/// </summary>
/// <remarks>
/// Interventional: columns are filled from the background as if they were independent, so that correlated columns share what one of them
/// does, other than path-dependent TreeSHAP. With all coalitions the values are Shapley's. O(rows · coalitions · background) predictions.
/// Reference: Lundberg and Lee, "A unified approach to interpreting model predictions", NeurIPS 2017, arXiv:1705.07874; paired coalitions
/// as in Covert and Lee, AISTATS 2021, arXiv:2012.01536.
/// </remarks>
public sealed class KernelShap
{
    private readonly Func<DenseMatrix, double[]> _model;
    private readonly DenseMatrix _background;
    private readonly IReadOnlyList<Range> _groups;
    private readonly KernelShapOptions _options;
    private readonly double[] _base;

    /// <summary>Prepares explanations of a model.</summary>
    /// <param name="model">Takes n rows and gives n × C outputs, row-major.</param>
    /// <param name="background">Rows that stand for not knowing a column: training rows, 50 to 100 of them.</param>
    /// <param name="groups">Columns that are known or not known together, such as those of one categorical column: ranges that cover all
    /// columns in order; null for each by itself.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">There is no background row, the groups do not cover the columns, or options are
    /// wrong.</exception>
    public KernelShap(Func<DenseMatrix, double[]> model, DenseMatrix background, IReadOnlyList<Range>? groups = null,
        KernelShapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(background);
        (_model, _background, _options) = (model, background, options ?? new KernelShapOptions());
        _options.Validate();
        if (background.Rows == 0)
        {
            throw new ArgumentException("found 0 background rows; expected some training rows, such as 100", nameof(background));
        }

        _groups = groups ?? ColumnGroups.Complete([], background.Columns);
        ColumnGroups.Check(_groups, background.Columns);
        var outputs = _model(background);
        _base = Mean(outputs, 0, background.Rows, outputs.Length / background.Rows);
    }

    /// <summary>Weight of a coalition of k of M columns, for 0 &lt; k &lt; M.</summary>
    /// <param name="columns">M, at least 2.</param>
    /// <param name="known">k.</param>
    public static double Weight(int columns, int known)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(known, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(known, columns);
        return (columns - 1) / (MathNet.Numerics.SpecialFunctions.Binomial(columns, known) * known * (columns - known));
    }

    /// <summary>Explains rows.</summary>
    /// <param name="rows">n × d, of the background's columns.</param>
    /// <param name="random">Draws of coalitions, where there are too many to ask them all.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>One value per group.</returns>
    /// <exception cref="ArgumentException">The number of columns differs.</exception>
    public Attribution Explain(DenseMatrix rows, IRandomSource random, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(random);
        if (rows.Columns != _background.Columns)
        {
            throw new ArgumentException($"found {rows.Columns} columns; the background has {_background.Columns}", nameof(rows));
        }

        var (groups, classes) = (_groups.Count, _base.Length);
        var values = new double[rows.Rows * classes * groups];
        var full = _model(rows);
        for (var i = 0; i < rows.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var coalitions = Coalitions.For(groups, _options.Coalitions, random);
            var outputs = Outputs(rows.Row(i).ToArray(), coalitions.Known);
            for (var c = 0; c < classes; c++)
            {
                var fitted = coalitions.Fit([.. outputs.Select(o => o[c])], _base[c], full[(i * classes) + c]);
                fitted.CopyTo(values, ((i * classes) + c) * groups);
            }
        }

        return new Attribution(_base, values, rows.Rows, groups);
    }

    /// <summary>The mean outputs over the background of each coalition.</summary>
    private double[][] Outputs(double[] row, IReadOnlyList<bool[]> known)
    {
        var size = _background.Rows;
        var asked = new DenseMatrix(known.Count * size, _background.Columns);
        for (var k = 0; k < known.Count; k++)
        {
            for (var b = 0; b < size; b++)
            {
                var target = asked.Row((k * size) + b);
                _background.Row(b).CopyTo(target);
                for (var g = 0; g < _groups.Count; g++)
                {
                    if (known[k][g])
                    {
                        row.AsSpan()[_groups[g]].CopyTo(target[_groups[g]]);
                    }
                }
            }
        }

        var outputs = known.Count == 0 ? [] : _model(asked);
        return [.. known.Select((_, k) => Mean(outputs, k * size, size, _base.Length))];
    }

    /// <summary>The mean of rows of outputs, [C].</summary>
    private static double[] Mean(double[] outputs, int first, int rows, int classes)
    {
        var mean = new double[classes];
        for (var i = first; i < first + rows; i++)
        {
            for (var c = 0; c < classes; c++)
            {
                mean[c] += outputs[(i * classes) + c] / rows;
            }
        }

        return mean;
    }
}
