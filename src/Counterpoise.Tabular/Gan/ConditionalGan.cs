using System.Globalization;
using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Randomness;
using Counterpoise.Resampling;

namespace Counterpoise.Tabular.Gan;

/// <summary>
/// A conditional generator of rows (GAN) as a resampler: a generator that makes rows of noise and a class, trained against a
/// discriminator that tells made rows from real ones, with guards against collapse; a class that it cannot serve gets SMOTE.
/// </summary>
/// <remarks>
/// Losses −E[r log D(x) + (1 − r) log(1 − D(x))] − E log(1 − D(G)) and −E log D(G); classes are drawn by log(1 + rows) (training by
/// sampling), numbers are made as ranks (tanh), categories by Gumbel-softmax. One generator learns from all classes, so that every row of
/// the class, and through the networks of the others, has a part in each made row; the parents that are named are the rows of its class.
/// Before rows are used they are judged: copies of real rows, spread, nearest real row, and a two-sample AUROC stand in the notes. The
/// cheap control is <see cref="GaussianCopula"/>. O(epochs · rows · units²). References: Goodfellow et al., "Generative adversarial nets",
/// NeurIPS 2014, arXiv:1406.2661; Xu et al., "Modeling tabular data using conditional GAN", NeurIPS 2019, arXiv:1907.00503, whose
/// mode-specific normalisation and critic are not used here.
/// </remarks>
public sealed class ConditionalGan : ICategoryResampler
{
    private const int FewestJudged = 200;

    private readonly ConditionalGanOptions _options;

    /// <summary>Makes the resampler.</summary>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    public ConditionalGan(ConditionalGanOptions? options = null)
    {
        _options = options ?? new ConditionalGanOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public ResamplingKind Kind => ResamplingKind.Over;

    /// <inheritdoc/>
    public bool TakesCategories(IReadOnlyList<int> categorical, int columns) => true;

    /// <inheritdoc/>
    public IResampler For(IReadOnlyList<int> categorical) => new ConditionalGan(_options with { CategoricalColumns = [.. categorical] });

    /// <inheritdoc/>
    public ResampleResult Resample(DenseMatrix features, int[] labels, IRandomSource rng, CancellationToken cancellationToken = default)
    {
        // The fallback checks rows and labels, finds what each class lacks, and fills what the generator cannot.
        var filled = Fallback(features.Columns).Resample(features, labels, rng, cancellationToken);
        var added = Enumerable.Range(labels.Length, filled.Labels.Length - labels.Length).GroupBy(i => filled.Labels[i])
            .ToDictionary(g => g.Key, g => g.ToArray());
        var rows = Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]).ToDictionary(g => g.Key, g => g.ToArray());
        var notes = added.Keys.Order().Where(c => rows[c].Length < _options.FewestRows)
            .Select<int, Message>(c => $"class {new ClassPart(c)} has {rows[c].Length} rows, and the generator is asked for "
                + $"{_options.FewestRows}: {FallbackName(features.Columns)} drew its rows").ToList();
        int[] served = [.. added.Keys.Order().Where(c => rows[c].Length >= _options.FewestRows)];
        var result = new MadeRows(features, filled);
        if (served.Length > 0)
        {
            Serve(features, labels, rows, served, added, result, notes, rng, cancellationToken);
        }

        return result.Build([.. filled.Notes, .. notes]);
    }

    private void Serve(DenseMatrix features, int[] labels, Dictionary<int, int[]> rows, int[] served, Dictionary<int, int[]> added,
        MadeRows result,
        List<Message> notes, IRandomSource rng, CancellationToken cancellationToken)
    {
        var codec = RowCodec.Fit(features, _options.CategoricalColumns);
        int[][] byClass = [.. Enumerable.Range(0, labels.Max() + 1).Select(c => rows.GetValueOrDefault(c, []))];
        using var training = new GanTraining(_options, codec, [.. byClass.Select(r => r.Length)], rng);
        if (!training.Run(features, codec, byClass, cancellationToken))
        {
            notes.Add($"the loss of the generator was no number any more: {FallbackName(features.Columns)} drew all rows");
            return;
        }

        foreach (var label in served)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var made = Decode(codec, training.Generate(label, Math.Max(added[label].Length, FewestJudged)), features.Columns);
            var guards = GanGuards.Of(features.SelectRows(rows[label]), made, _options.CategoricalColumns, rng);
            var figures = string.Create(CultureInfo.InvariantCulture,
                $"{guards.Copies:P0} copies, nearest real row {guards.RealDistance:F2} and spread {guards.Spread:F2} times those of real "
                + $"rows, two-sample AUROC {guards.Auroc:F2}");
            if (guards.Fault(_options) is { } fault)
            {
                notes.Add($"class {new ClassPart(label)}: {fault}, so {FallbackName(features.Columns)} drew its rows ({figures})");
                continue;
            }

            notes.Add($"class {new ClassPart(label)}: generated rows have {figures}");
            result.Replace(added[label], made, rows[label]);
        }
    }

    private static DenseMatrix Decode(RowCodec codec, float[] codes, int columns)
    {
        var width = codec.Widths.Sum();
        var rows = new DenseMatrix(codes.Length / width, columns);
        for (var i = 0; i < rows.Rows; i++)
        {
            codec.Decode(codes.AsSpan(i * width, width), rows.Row(i));
        }

        return rows;
    }

    /// <summary>SMOTE for the kinds of columns that there are, with fewer neighbours than rows.</summary>
    private FallbackSmote Fallback(int columns) => new(_options.Strategy, _options.CategoricalColumns, columns);

    private string FallbackName(int columns) => Fallback(columns).Name;
}
