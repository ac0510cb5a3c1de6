using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            public Module save(string location, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(File.Create(location));
                return save(writer, skip);
            }

            public Module save(Stream stream, IList<string>? skip = null)
            {
                using var writer = new BinaryWriter(stream);
                return save(writer, skip);
            }

            /// <summary>Writes all parameters and persistent buffers in the official package's own format.</summary>
            /// <param name="writer">Where to write.</param>
            /// <param name="skip">Names to leave out.</param>
            public Module save(BinaryWriter writer, IList<string>? skip = null)
            {
                save_state_dict(writer, state_dict(), skip);
                return this;
            }

            public static void save_state_dict(BinaryWriter writer, Dictionary<string, Tensor> sd, IList<string>? skip = null)
            {
                HashSet<string> skipped = [.. skip ?? []];
                List<KeyValuePair<string, Tensor>> kept = [.. sd.Where(item => !skipped.Contains(item.Key))];
                writer.Write7BitEncodedInt(kept.Count);
                foreach ((string key, Tensor tensor) in kept)
                {
                    writer.Write(key);
                    TensorStream.Write(writer, tensor);
                }
            }

            public virtual Module load(string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(File.OpenRead(location));
                return load(reader, strict, skip, loadedParameters);
            }

            public Module load(Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                using var reader = new BinaryReader(stream);
                return load(reader, strict, skip, loadedParameters);
            }

            /// <summary>Reads what <see cref="save(BinaryWriter, IList{string})"/> wrote.</summary>
            /// <param name="reader">Where to read.</param>
            /// <param name="strict">Whether the stream must hold exactly this module's state.</param>
            /// <param name="skip">Names to leave alone.</param>
            /// <param name="loadedParameters">Receives every name in the stream, and whether the module has it.</param>
            /// <exception cref="ArgumentException">The names differ, and <paramref name="strict"/> is set.</exception>
            public virtual Module load(BinaryReader reader, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
            {
                Dictionary<string, Tensor> own = state_dict();
                int count = reader.Read7BitEncodedInt();
                if (strict && count != own.Count)
                    throw new ArgumentException($"The stream holds {count} tensors, the module has {own.Count}.", nameof(reader));
                for (int i = 0; i < count; i++)
                {
                    string key = reader.ReadString();
                    bool found = own.TryGetValue(key, out Tensor? target);
                    if (!found && strict)
                        throw new ArgumentException($"The stream holds a tensor '{key}' that the module has not.", nameof(reader));
                    if (found && skip?.Contains(key) is not true)
                        TensorStream.ReadInto(reader, target!);
                    else
                        TensorStream.Read(reader).Dispose();
                    loadedParameters?.Add(key, found);
                }

                return this;
            }

            public static Module Create<T>(string path)
                where T : Module, new() => new T().load(path);
        }
    }
}
