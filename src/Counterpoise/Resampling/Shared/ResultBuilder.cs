using Counterpoise.Messages;
using Counterpoise.Numerics;

namespace Counterpoise.Resampling;

/// <summary>Gathers the rows of an over-sampled result: the originals first and unchanged, then what is added.</summary>
internal sealed class ResultBuilder
{
    private readonly int _columns;
    private readonly List<Message> _notes = [];
    private readonly Dictionary<int, int[]> _moreParents = [];
    private readonly Task _copying;
    private double[] _data;
    private int[] _labels;
    private RowProvenance[] _provenance;

    /// <summary>Makes room and begins to copy the originals, which goes on while what is to be added is searched for.</summary>
    /// <param name="features">The rows of the input.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="expected">Rows that will be added; if exact, nothing is copied twice.</param>
    /// <param name="threads">Threads that may copy and write rows.</param>
    internal ResultBuilder(DenseMatrix features, int[] labels, int expected, int threads = 1)
    {
        _columns = features.Columns;
        (Count, Threads) = (labels.Length, threads);
        _data = LargeArray.Uninitialized<double>(checked((Count + expected) * _columns));
        _labels = new int[Count + expected];
        _provenance = LargeArray.Zeros<RowProvenance>(Count + expected);
        labels.CopyTo(_labels, 0);
        var (originals, data, provenance) = (Count, _data, _provenance);
        _copying = RowRanges.Begin(originals, _columns, threads, () =>
        {
            features.Data.CopyTo(data, 0);
            for (var i = 0; i < originals; i++)
            {
                provenance[i] = RowProvenance.Original(i);
            }
        });
    }

    internal int Count { get; private set; }

    /// <summary>Threads that may write rows.</summary>
    internal int Threads { get; }

    /// <summary>The values of a row that was added.</summary>
    internal Span<double> this[int row] => _data.AsSpan(row * _columns, _columns);

    /// <summary>Makes room for rows of a class and returns the first one's number.</summary>
    internal int Reserve(int label, int rows)
    {
        var first = Count;
        Count += rows;
        if (Count > _labels.Length)
        {
            _copying.Wait();
            Array.Resize(ref _data, checked(Count * _columns));
            Array.Resize(ref _labels, Count);
            Array.Resize(ref _provenance, Count);
        }

        _labels.AsSpan(first, rows).Fill(label);
        return first;
    }

    /// <summary>The values of a reserved row, to be written; its provenance is set at the same time.</summary>
    internal Span<double> Write(int row, RowProvenance provenance)
    {
        _provenance[row] = provenance;
        return _data.AsSpan(row * _columns, _columns);
    }

    /// <summary>Names all parents of a row that has more than a seed and a neighbour.</summary>
    internal void ParentsOf(int row, int[] parents) => _moreParents[row] = parents;

    internal void Note(Message note) => _notes.Add(note);

    internal ResampleResult Build()
    {
        _copying.Wait();
        if (Count < _labels.Length)
        {
            Array.Resize(ref _data, Count * _columns);
            Array.Resize(ref _labels, Count);
            Array.Resize(ref _provenance, Count);
        }

        return new ResampleResult(new DenseMatrix(Count, _columns, _data), _labels, _provenance, _notes, _moreParents);
    }
}
