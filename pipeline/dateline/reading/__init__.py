"""From files to documents: formats, decoding, language, day of publication, regions."""
