using Counterpoise.Vision.Augmentation;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Loading;
using Counterpoise.Vision.Sources;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Workflows.Federated;

/// <summary>Images as numbers from −1 to 1.</summary>
internal static class FederatedPixels
{
    private const int AtOnce = 256;

    /// <summary>Reads images, [n, 3, size, size].</summary>
    public static Tensor Read(ImageDataset dataset, ImageDataOptions images, int size, int[] rows, CancellationToken cancellationToken)
    {
        var loader = new ImageLoader(dataset, new AugmentationPipeline(AugmentationOptions.Evaluation(size), images.Fit),
            new ImageLoaderOptions
        {
            Normalization = Normalization.MinusOneToOne,
            MaximumPixels = images.Decoding.MaximumPixels,
            SixteenBitDepth = images.Decoding.SixteenBitDepth,
        });
        var stride = RgbImage.Channels * size * size;
        var values = new float[(long)rows.Length * stride];
        var at = 0;
        foreach (var batch in loader.Load([.. rows.Chunk(AtOnce)], epoch: 0, cancellationToken: cancellationToken))
        {
            using (batch)
            {
                batch.Pixels.Span.CopyTo(values.AsSpan(at));
                at += batch.Count * stride;
            }
        }

        return torch.tensor(values, [rows.Length, RgbImage.Channels, size, size]);
    }

    /// <summary>Whether all three channels are equal.</summary>
    public static bool AreGrey(Tensor images)
    {
        using var scope = torch.NewDisposeScope();
        return images.eq(images.narrow(1, 0, 1)).all().item<bool>();
    }

    /// <summary>The first channel of grey images, which are disposed.</summary>
    public static Tensor OneChannel(Tensor images)
    {
        using (images)
        {
            return images.narrow(1, 0, 1).clone();
        }
    }
}
