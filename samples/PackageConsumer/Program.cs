using Counterpoise.Randomness;
using Counterpoise.Torch;

// The two packages that most programs start from: the managed core and the engine.
var stream = new RandomStream(7, "demo");
using var scope = DisposeScope.Begin();
var values = Tensor.FromArray(Enumerable.Range(0, 6).Select(_ => (float)stream.NextDouble()).ToArray(), 2, 3);
Console.WriteLine($"libtorch {TorchVersion.Text}, mean {values.Mean().ToDouble():F6}");
