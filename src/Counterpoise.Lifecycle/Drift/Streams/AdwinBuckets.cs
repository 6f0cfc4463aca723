namespace Counterpoise.Lifecycle.Drift.Streams;

/// <summary>
/// The exponential histogram of ADWIN: buckets of 1, 2, 4, … values with their sums and squared deviations, newest first.
/// </summary>
internal sealed class AdwinBuckets(int perSize)
{
    private readonly List<Row> _rows = [new Row()];

    /// <summary>Number of values.</summary>
    public double Width { get; private set; }

    public double Sum { get; private set; }

    /// <summary>Sum of squared deviations from the mean.</summary>
    public double Squares { get; private set; }

    public double Variance => Width == 0 ? 0 : Math.Max(0, Squares / Width);

    public void Add(double value)
    {
        if (Width > 0)
        {
            var deviation = value - (Sum / Width);
            Squares += Width * deviation * deviation / (Width + 1);
        }

        Width++;
        Sum += value;
        _rows[0].Add(value, 0);
        Compress();
    }

    public void DropOldest()
    {
        var (size, sum, squares) = Oldest();
        _rows[^1].RemoveFirst(1);
        while (_rows.Count > 1 && _rows[^1].Count == 0) _rows.RemoveAt(_rows.Count - 1);
        var rest = Width - size;
        var gap = rest == 0 ? 0 : (sum / size) - ((Sum - sum) / rest);
        (Width, Sum, Squares) = (rest, Sum - sum, Squares - squares - (size * rest * gap * gap / Width));
    }

    /// <summary>
    /// Whether some cut leaves two means that differ by more than the bound; the rise is that of the newer one at the first such cut.
    /// </summary>
    public bool FindCut(int minimumSide, double logTerm, out double rise)
    {
        double olderSum = 0, older = 0, variance = Variance;
        for (var r = _rows.Count - 1; r >= 0; r--)
        {
            double size = 1L << r;
            for (var b = 0; b < _rows[r].Count; b++)
            {
                older += size;
                olderSum += _rows[r].Sum(b);
                var newer = Width - older;
                if (newer < minimumSide) break;
                rise = ((Sum - olderSum) / newer) - (olderSum / older);
                if (older >= minimumSide && Math.Abs(rise) > Adwin.Bound(older, newer, variance, logTerm)) return true;
            }
        }

        rise = 0;
        return false;
    }

    public void Clear()
    {
        _rows.Clear();
        _rows.Add(new Row());
        (Width, Sum, Squares) = (0, 0, 0);
    }

    public void Write(List<double> state)
    {
        state.AddRange([Width, Sum, Squares, _rows.Count]);
        foreach (var row in _rows) row.Write(state);
    }

    /// <summary>False where the numbers are no buckets; the content is then undefined, and to be cleared.</summary>
    public bool TryRead(ReadOnlySpan<double> state)
    {
        if (state.Length < 4 || state[3] is not (>= 1 and <= 60)) return false;
        (Width, Sum, Squares) = (state[0], state[1], state[2]);
        var rest = state[4..];
        var values = 0.0;
        _rows.Clear();
        for (var r = 0; r < (int)state[3]; r++)
        {
            var row = new Row();
            if (!row.TryRead(ref rest)) return false;
            values += row.Count * (double)(1L << r);
            _rows.Add(row);
        }

        return rest.IsEmpty && values == Width;
    }

    private (double Size, double Sum, double Squares) Oldest() => (1L << (_rows.Count - 1), _rows[^1].Sum(0), _rows[^1].Squares(0));

    private void Compress()
    {
        for (var r = 0; r < _rows.Count && _rows[r].Count > perSize; r++)
        {
            if (r + 1 == _rows.Count) _rows.Add(new Row());
            double size = 1L << r, first = _rows[r].Sum(0), second = _rows[r].Sum(1), gap = (first - second) / size;
            _rows[r + 1].Add(first + second, _rows[r].Squares(0) + _rows[r].Squares(1) + (size * gap * gap / 2));
            _rows[r].RemoveFirst(2);
        }
    }

    /// <summary>The buckets of one size, oldest first, as pairs of sum and squared deviations.</summary>
    private sealed class Row
    {
        private double[] _pairs = new double[16];

        public int Count { get; private set; }

        public double Sum(int bucket) => _pairs[2 * bucket];

        public double Squares(int bucket) => _pairs[(2 * bucket) + 1];

        public void Add(double sum, double squares)
        {
            if (2 * Count == _pairs.Length) Array.Resize(ref _pairs, 2 * _pairs.Length);
            (_pairs[2 * Count], _pairs[(2 * Count) + 1]) = (sum, squares);
            Count++;
        }

        public void RemoveFirst(int buckets)
        {
            Count -= buckets;
            Array.Copy(_pairs, 2 * buckets, _pairs, 0, 2 * Count);
        }

        public void Write(List<double> state)
        {
            state.Add(Count);
            state.AddRange(_pairs.AsSpan(0, 2 * Count));
        }

        public bool TryRead(ref ReadOnlySpan<double> state)
        {
            if (state.IsEmpty || !(state[0] >= 0) || state[0] > (state.Length - 1) / 2.0) return false;
            Count = (int)state[0];
            _pairs = new double[Math.Max(16, 2 * Count)];
            state.Slice(1, 2 * Count).CopyTo(_pairs);
            state = state[(1 + (2 * Count))..];
            return true;
        }
    }
}
