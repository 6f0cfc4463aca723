using Counterpoise.Randomness;

namespace Counterpoise.Graph.Generators;

/// <summary>
/// Draws networks of apps: 2 or 3 parameters for an app, shared with another at times; 2 to 4 influences on an indicator, bells and
/// saturating curves, one in five from another indicator of a lower number; a share of all influences is hidden.
/// </summary>
public static class TopologyGenerator
{
    private const double Shared = 0.25, FromIndicator = 0.2;

    /// <summary>Draws one network.</summary>
    /// <param name="options">Sizes and the share of hidden influences.</param>
    /// <param name="seed">The topology's own seed; the stream is named <c>topology</c>.</param>
    public static AppNetwork Draw(TopologyOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var random = new RandomStream(seed, "topology");
        int apps = Between(options.Apps), parameters = Between(options.Parameters), indicators = Between(options.Indicators);
        int[][] sets = [.. Enumerable.Range(0, apps).Select(a => Sets(a))];
        int[] reads = [.. Enumerable.Range(0, apps).Select(_ => (int)random.NextInteger(indicators))];
        var influences = new List<Influence>();
        var curves = new List<(double Middle, double Width, bool Bell, double Weight)>();
        for (var k = 0; k < indicators; k++)
        {
            var count = 2 + (int)random.NextInteger(3);
            for (var i = 0; i < count; i++)
            {
                var fromIndicator = k > 0 && random.NextDouble() < FromIndicator;
                var source = (int)random.NextInteger(fromIndicator ? k : parameters);
                var kind = fromIndicator ? InfluenceKind.Indicator : InfluenceKind.Parameter;
                if (influences.Exists(e => e.Kind == kind && e.Source == source && e.Indicator == k))
                {
                    continue;
                }

                influences.Add(new Influence(kind, source, k, random.NextDouble() < options.HiddenShare));
                curves.Add((random.NextDouble(), 0.15 + (0.35 * random.NextDouble()), random.NextDouble() < 0.5,
                    0.5 + random.NextDouble()));
            }
        }

        double[] thresholds = [.. Enumerable.Range(0, indicators).Select(k => Threshold(k))];
        return new AppNetwork(apps, parameters, indicators, sets, reads, influences, thresholds, Evaluate,
            (_, source) => source.NextDouble());

        int Between((int Low, int High) range) => range.Low + (int)random.NextInteger(range.High - range.Low + 1);

        int[] Sets(int app)
        {
            // Mostly parameters of its own, one after the other; at times one of anybody's.
            var own = 2 + (int)random.NextInteger(2);
            return [.. Enumerable.Range(0, own).Select(i => random.NextDouble() < Shared ? (int)random.NextInteger(parameters)
                : ((app * 3) + i) % parameters).Distinct().Order()];
        }

        double[] Evaluate(double[] settings)
        {
            var values = new double[indicators];
            var weights = new double[indicators];
            for (var i = 0; i < influences.Count; i++)
            {
                var (influence, curve) = (influences[i], curves[i]);
                var x = influence.Kind == InfluenceKind.Parameter ? settings[influence.Source]
                    : values[influence.Source] / Math.Max(1e-9, weights[influence.Source]);
                var effect = curve.Bell ? Math.Exp(-Math.Pow((x - curve.Middle) / curve.Width, 2) / 2)
                    : 1 / (1 + Math.Exp((curve.Middle - x) / (curve.Width / 3)));
                values[influence.Indicator] += curve.Weight * effect;
                weights[influence.Indicator] += curve.Weight;
            }

            return [.. values.Zip(weights, (v, w) => v / w)];
        }

        double Threshold(int indicator)
        {
            // An indicator is bad in the lowest fifth of settings drawn at random.
            var draw = new RandomStream(seed, "thresholds", (ulong)indicator);
            double[] values = [.. Enumerable.Range(0, 200).Select(_ =>
                Evaluate([.. Enumerable.Range(0, parameters).Select(_ => draw.NextDouble())])[indicator]).Order()];
            return values[40];
        }
    }
}
