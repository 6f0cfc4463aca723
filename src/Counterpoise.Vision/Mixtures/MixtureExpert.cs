using Counterpoise.Classifiers;
using Counterpoise.Numerics;

namespace Counterpoise.Vision.Mixtures;

/// <summary>An expert: a classifier over its own features of the images, made with its own preprocessing.</summary>
/// <param name="Name">Its name in reports, such as <c>resnet-18-packaged</c>.</param>
/// <param name="Features">One row for each image of the data set.</param>
/// <param name="Classifier">How it learns.</param>
public sealed record MixtureExpert(string Name, DenseMatrix Features, IClassifier Classifier);
