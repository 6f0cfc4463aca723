using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Counterpoise.Numerics;
using Counterpoise.TableModels;
using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Features;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Workflows.Images;

/// <summary>
/// A model on frozen features whose networks are loaded once and held, for many calls with few images each: a decoded image is kept for no
/// longer than its features take, and features are not kept at all.
/// </summary>
internal sealed class LoadedFeatureModel : IDisposable
{
    private readonly FeatureModelFile _file;
    private readonly IFeatureNetwork[] _networks;
    private readonly FeatureView[] _views;

    private LoadedFeatureModel(FeatureModelFile file, IFeatureNetwork[] networks, FeatureView[] views)
    {
        (_file, _networks, _views) = (file, networks, views);
        Card = file.Card with { ImageSize = views.Max(view => view.Side) };
    }

    /// <summary>Classes, method and what the features are of; the size is that of the network that takes the largest images.</summary>
    public ModelCard Card { get; }

    /// <summary>The card of the model of tables that alone decides on the features; null where prototypes or several experts do.</summary>
    public TableModelCard? TableCard => _file.TableCard;

    /// <summary>The networks, each once.</summary>
    internal IReadOnlyList<IFeatureNetwork> Networks => _networks;

    /// <summary>Opens a model and loads its networks.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">A network's weights are not there, or are others.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or a network's is.</exception>
    /// <exception cref="FileNotFoundException">A network that comes as a package is not on this machine.</exception>
    public static LoadedFeatureModel Open(string path)
    {
        var file = FeatureModelFile.Open(path);
        var networks = new Dictionary<string, IFeatureNetwork>();
        try
        {
            FeatureView[] views = [.. file.Sources.Select(source => source is null ? FeatureModelFile.PixelView
                : FeatureView.Of(networks.TryGetValue(source.Name, out var open) ? open : networks[source.Name] = source.Open()))];
            return new(file, [.. networks.Values], views);
        }
        catch
        {
            Dispose(file, networks.Values);
            throw;
        }
    }

    /// <summary>Predicts images; each is decoded once, and those that cannot be read are named.</summary>
    /// <param name="images">The images.</param>
    /// <param name="decoding">How they are decoded.</param>
    /// <returns>
    /// Places of the n images that can be read, in their order, probabilities row-major [n, C], and why the others cannot be read, by
    /// place.
    /// </returns>
    public (int[] Places, double[] Probabilities, Dictionary<int, string> Faults) Predict(IReadOnlyList<IImageContent> images,
        DecodeOptions decoding)
    {
        var (rows, faults) = (new float[images.Count][][], new ConcurrentDictionary<int, string>());
        using var scratch = new ThreadLocal<(RgbImage Image, AugmentationFrame Frame)>(() => (new RgbImage(), new AugmentationFrame()));
        Parallel.For(0, images.Count, new() { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var (image, frame) = scratch.Value;
            try
            {
                images[i].ReadInto(image, decoding);
            }
            catch (UnreadableImageException fault)
            {
                faults[i] = fault.Reason.ToString();
                return;
            }

            rows[i] = [.. _views.Select(view => Row(view, image, frame))];
        });
        int[] places = [.. Enumerable.Range(0, images.Count).Where(i => rows[i] is not null)];
        return (places, places.Length == 0 ? [] : _file.Predict([.. _views.Select((view, k) => Matrix(view, places, rows, k))]),
            faults.ToDictionary());
    }

    /// <inheritdoc/>
    public void Dispose() => Dispose(_file, _networks);

    private static float[] Row(FeatureView view, RgbImage image, AugmentationFrame frame)
    {
        var row = new float[view.Width];
        view.Extract(image, frame, row);
        return row;
    }

    private static DenseMatrix Matrix(FeatureView view, int[] places, float[][][] rows, int expert)
    {
        var matrix = new DenseMatrix(places.Length, view.Width);
        foreach (var (i, place) in places.Index())
        {
            TensorPrimitives.ConvertChecked<float, double>(rows[place][expert], matrix.Row(i));
        }

        return matrix;
    }

    private static void Dispose(FeatureModelFile file, IEnumerable<IFeatureNetwork> networks)
    {
        foreach (var network in networks.OfType<IDisposable>())
        {
            network.Dispose();
        }

        file.Dispose();
    }
}
