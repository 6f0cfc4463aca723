namespace Counterpoise.Metrics;

/// <summary>The area under a ROC curve with its variance by DeLong and what each row adds to it.</summary>
/// <param name="Area">The area, in [0, 1].</param>
/// <param name="Variance">Its variance, with a heavier row of each side where weights differ.</param>
/// <param name="Positives">So many positives of one weight say as much (Kish).</param>
/// <param name="Negatives">So many negatives of one weight say as much (Kish).</param>
/// <param name="Influence">n values: how far each row moves the area from what it would be; they sum to 0 over each side.</param>
internal sealed record AurocVariance(double Area, double Variance, double Positives, double Negatives, double[] Influence)
{
    public static AurocVariance? Of(PredictionSet predictions, int positiveClass)
    {
        var scores = new double[predictions.Count];
        for (var i = 0; i < scores.Length; i++) scores[i] = predictions.Probabilities![(i * predictions.ClassCount) + positiveClass];
        return Of(predictions.Labels, scores, positiveClass, predictions.Weights);
    }

    /// <summary>Null where one side is empty.</summary>
    public static AurocVariance? Of(int[] labels, double[] scores, int positiveClass, double[]? weights)
    {
        double Weight(int row) => weights?[row] ?? 1;
        int[] order = [.. Enumerable.Range(0, labels.Length).Where(i => Weight(i) > 0)];
        Array.Sort(Array.ConvertAll(order, i => scores[i]), order);
        var (positives, negatives) = (new Side(), new Side());
        foreach (var i in order) (labels[i] == positiveClass ? positives : negatives).Add(Weight(i));
        if (positives.Sum == 0 || negatives.Sum == 0) return null;

        // The share of the other side that a row is ranked right of, ties one half.
        var place = new double[labels.Length];
        var (right, wrong) = (0.0, 0.0);
        for (var first = 0; first < order.Length;)
        {
            var (end, p, n) = (first, 0.0, 0.0);
            for (; end < order.Length && scores[order[end]] == scores[order[first]]; end++)
            {
                if (labels[order[end]] == positiveClass) p += Weight(order[end]);
                else n += Weight(order[end]);
            }

            for (; first < end; first++)
            {
                place[order[first]] = labels[order[first]] == positiveClass ? (wrong + (n / 2)) / negatives.Sum
                    : 1 - ((right + (p / 2)) / positives.Sum);
            }

            (right, wrong) = (right + p, wrong + n);
        }

        var area = Math.Min(1, order.Where(i => labels[i] == positiveClass).Sum(i => Weight(i) * place[i]) / positives.Sum);
        var influence = new double[labels.Length];
        foreach (var i in order)
            influence[i] = Weight(i) * (place[i] - area) / (labels[i] == positiveClass ? positives : negatives).Sum;
        double Variance(Side side, bool isPositive) => side.Variance(
            order.Where(i => (labels[i] == positiveClass) == isPositive).Select(i => (Weight(i), place[i])), area);
        return new AurocVariance(area, Variance(positives, true) + Variance(negatives, false), positives.Effective, negatives.Effective,
            influence);
    }

    /// <summary>The weights of one side.</summary>
    private sealed class Side
    {
        private double _squares;
        private double _largest;
        private int _count;

        public double Sum { get; private set; }

        public double Effective => Sum * Sum / _squares;

        public void Add(double weight)
        {
            (Sum, _squares, _count) = (Sum + weight, _squares + (weight * weight), _count + 1);
            _largest = Math.Max(_largest, weight);
        }

        /// <summary>The side's part of the variance, with a row more that is ranked by chance and weighs what the heaviest is above the
        /// mean.</summary>
        public double Variance(IEnumerable<(double Weight, double Place)> rows, double area)
        {
            var further = Math.Max(0, _largest - (Sum / _count));
            if (further < 1e-12 * _largest) further = 0;
            var (sum, squares) = (Sum + further, _squares + (further * further));
            var mean = ((Sum * area) + (further / 2)) / sum;
            var spread = rows.Append((Weight: further, Place: 0.5)).Sum(r => Math.Pow(r.Weight * (r.Place - mean), 2)) / (sum * sum);
            var effective = sum * sum / squares;
            // One row of a side tells nothing of its spread.
            return spread * effective / Math.Max(effective - 1, 0.5);
        }
    }
}
