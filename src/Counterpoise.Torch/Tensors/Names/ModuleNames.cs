namespace Counterpoise.Torch.Modules;

/// <summary>Names of this library for what TorchSharp's modules have under their own.</summary>
internal static class ModuleNames
{
    extension(nn.Module module)
    {
        public bool IsTraining => module.training;
        public void Train(bool on = true) => module.train(on);
        public void Eval() => module.eval();

        public TChild AddChild<TChild>(string name, TChild child)
            where TChild : nn.Module
        {
            module.register_module(name, child);
            return child;
        }

        public IEnumerable<Tensor> Parameters() => module.NamedParameters().Select(p => p.Value);
        public IEnumerable<KeyValuePair<string, nn.Module>> Children =>
            module.named_children().Select(c => KeyValuePair.Create(c.name, c.module));

        public void To(ScalarType? type = null, Device? device = null, MemoryFormat? format = null)
        {
            if (type is { } t)
            {
                module.to(t);
            }

            if (device is { } d)
            {
                module.to(d);
            }

            if (format is { } f)
            {
                module.LayOut(f);
            }
        }
    }

    extension<T>(nn.Module<Tensor, T> module)
    {
        public T Forward(Tensor input) => module.call(input);
    }
}
