using Counterpoise.Messages;
using Counterpoise.Numerics;
using Counterpoise.Resampling;

namespace Counterpoise.Tabular.Gan;

/// <summary>A result whose added rows are replaced class by class.</summary>
internal sealed class MadeRows(DenseMatrix features, ResampleResult filled)
{
    private readonly double[] _data = (double[])filled.Features.Data.Clone();
    private readonly RowProvenance[] _provenance = (RowProvenance[])filled.Provenance.Clone();
    private readonly Dictionary<int, int[]> _parents = Enumerable.Range(0, filled.Labels.Length)
        .Where(i => filled.Provenance[i].Kind == RowKind.Synthetic && filled.Parents(i) is var p && p.Length > 2)
            .ToDictionary(i => i, filled.Parents);

    /// <summary>Puts made rows in the place of added ones; all rows of the class are their parents.</summary>
    public void Replace(int[] places, DenseMatrix made, int[] parents)
    {
        for (var i = 0; i < places.Length; i++)
        {
            made.Row(i).CopyTo(_data.AsSpan(places[i] * features.Columns, features.Columns));
            _provenance[places[i]] = new RowProvenance(RowKind.Synthetic, parents[0]);
            _parents[places[i]] = parents;
        }
    }

    public ResampleResult Build(IReadOnlyList<Message> notes) =>
        new(new DenseMatrix(filled.Labels.Length, features.Columns, _data), filled.Labels, _provenance, notes, _parents);
}
