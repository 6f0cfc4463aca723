using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Randomness;

namespace Counterpoise.Resampling;

/// <summary>
/// QC-SMOTE: SMOTE with quality control. Seeds are chosen by trust, <c>T = 0.4 safe level + 0.3 density + 0.3 isolation</c>, and
/// by how informative their place at the boundary is; of a few candidates on the line to a neighbour the purest is taken; where
/// even that lies in foreign territory, the most trusted row near the seed is duplicated instead.
/// </summary>
/// <remarks>
/// <c>weight ~ T (1 + 4 s (1 - s))</c> with safe level s; <c>gap ~ U(0, max(0.1, 1 - overlap))</c>;
/// <c>IPQ = (purity of the candidate + purity of the midpoint) / 2</c>; accepted if <c>IPQ >= clip(0.3 + (mean s - 0.5) / 2, 0.1, 0.6)</c>
/// and, where classes overlap or the imbalance is 10 or more, the nearest row of another class is at least 0.05 of the median
/// isolation away. Each class is grown against all others. One search over all rows for each row of the class, O(class rows *
/// rows * columns), also settles nearly all candidates and midpoints (by Stewart's theorem); those that it leaves
/// open, and all where categories are voted on, are searched for one by one, O(rows * columns) each.
/// The paper's code is not public and its constants are not given: this is a reconstruction, equal to the paper's abstract in
/// its parts, and not to any reference implementation. Reference: Upman and Gowda, "QC-SMOTE", arXiv:2606.24625.
/// </remarks>
public sealed class QcSmote : ICategoryResampler
{
    private readonly QcSmoteOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; default those above.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public QcSmote(QcSmoteOptions? options = null)
    {
        _options = options ?? new QcSmoteOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public bool TakesCategories(IReadOnlyList<int> categorical, int columns) =>
        categorical.SequenceEqual(_options.CategoricalColumns.Order());

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default) =>
        ResampleWithRecord(features, labels, rng, cancellationToken).Result;

    /// <summary>Resamples and tells of each added row how it was judged.</summary>
    /// <param name="features">The rows, [rows, columns], finite.</param>
    /// <param name="labels">The class of each row, [rows].</param>
    /// <param name="rng">The draws.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">The data do not fit the method; the message says what to do.</exception>
    public QcSmoteResult ResampleWithRecord(DenseMatrix features, int[] labels, IRandomSource rng,
        CancellationToken cancellationToken = default)
    {
        var classes = ClassRows.Check(features, labels);
        ArgumentNullException.ThrowIfNull(rng);
        FiniteCheck.Require(features, threads: _options.Neighbors.Threads);
        var targets = _options.Strategy.Resolve(classes, Kind);
        var result = new ResultBuilder(features, labels, targets.Values.Sum(), _options.Neighbors.Threads);
        var added = new List<QcSmoteRow>(targets.Values.Sum());
        var found = new List<QcSmoteClass>();
        if (targets.Values.Any(need => need > 0))
        {
            var space = new QcSpace(features, labels, classes, _options);
            foreach (var (label, need) in targets.Where(target => target.Value > 0))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var rows = classes[label];
                if (rows.Length == 1)
                {
                    Duplicate(result, features, label, rows[0], need, added);
                    continue;
                }

                if (_options.K > rows.Length - 1)
                {
                    result.Note($"class {new ClassPart(label)} has {rows.Length} rows, so its partners are drawn among {rows.Length - 1} "
                        + $"neighbours instead of {_options.K}");
                }

                var growth = new QcGrowth(space, label, need, cancellationToken);
                found.Add(growth.Class);
                growth.Append(result, added, rng, cancellationToken);
            }
        }

        return new QcSmoteResult(result.Build(), added, found);
    }

    private void Duplicate(ResultBuilder result, DenseMatrix features, int label, int row, int need, List<QcSmoteRow> added)
    {
        if (_options.Strict)
        {
            throw new DataMismatchException($"class {new ClassPart(label)} has 1 row, QC-SMOTE needs at least 2",
                new Remedy(RemedyKind.Copies, $"use {nameof(RandomOverSampler)}, or leave Strict off to duplicate it"));
        }

        result.Note($"class {new ClassPart(label)} has 1 row, which was duplicated");
        var first = result.Reserve(label, need);
        for (var i = 0; i < need; i++)
        {
            features.Row(row).CopyTo(result.Write(first + i, RowProvenance.Duplicate(row)));
            added.Add(new QcSmoteRow(label, row, -1, 0, double.NaN, double.NaN, RowKind.Duplicate));
        }
    }
}
